"""A hand on a telephone that counts what it does, so that ways of filing can be compared without a stopwatch."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page

from motcua.foundation.places.models import Commune


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds for reading a screen, for thinking of and typing one field, and for one tap. Estimates, not observed.

    They are set so that the model reproduces the times that were worked out on paper for these journeys: 8 screens,
    6 fields and 19 taps in 2.9 minutes practised and 6.7 minutes by an older person who does it for the first time.
    """

    screen: float
    field: float
    tap: float


PRACTISED, FIRST_TIME_OLDER = Pace(8, 10, 2.6), Pace(16, 22, 7.5)


@dataclass
class Hand:
    page: Page
    screens: set[str] = field(default_factory=set)
    fields: int = 0
    taps: int = 0

    def seconds(self, pace: Pace) -> float:
        return len(self.screens) * pace.screen + self.fields * pace.field + self.taps * pace.tap

    def see(self) -> None:
        """One screen more, unless it is the same address again."""
        self.page.wait_for_load_state()
        self.screens.add(re.sub(r"[?#].*", "", self.page.url))

    def tap(self, what: Locator) -> None:
        what.first.click()
        self.taps += 1
        self.see()

    def write(self, what: Locator, text: str) -> None:
        what.first.fill(text)
        self.fields += 1

    def answer(self, answers: Mapping[str, Any]) -> None:
        """Every question of this page that must be answered and has no answer yet."""
        for box in self.page.locator("[data-question]:visible").all():
            key = str(box.get_attribute("data-question"))
            if key in answers and not box.locator(".mc-optional:visible").count():
                self._answer(box, key, answers[key])

    def _answer(self, box: Locator, name: str, value: Any) -> None:
        if isinstance(value, dict):
            self._address(box, name, value)
        elif box.locator(f"[name='{name}_year']").count():
            self._date(box, name, str(value))
        elif box.locator("input[type=radio],input[type=checkbox]").count():
            self._choice(box, value)
        elif box.locator("select").count():
            self._select(box.locator("select"), str(value))
        elif not box.locator(f"[name='{name}']").first.input_value():
            self.write(box.locator(f"[name='{name}']"), str(value))

    def _choice(self, box: Locator, value: Any) -> None:
        wanted = {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
        choice = box.locator(f"input[type=radio][value='{wanted}'],input[type=checkbox]").first
        if (value is not False or choice.get_attribute("type") == "radio") and not choice.is_checked():
            choice.check()
            self.taps += 1

    def _select(self, list_of: Locator, value: str) -> None:
        if list_of.first.input_value() != value:
            list_of.first.select_option(value)
            self.taps += 2

    def _date(self, box: Locator, name: str, value: str) -> None:
        if box.locator(f"[name='{name}_year']").input_value():
            return
        for part, typed in zip(("year", "month", "day"), value.split("-"), strict=True):
            box.locator(f"[name='{name}_{part}']").fill(typed)
        self.fields += 1

    def _address(self, box: Locator, name: str, value: Mapping[str, str]) -> None:
        if box.locator(f"[name='{name}_commune']").input_value():
            return
        self._select(box.locator(f"[name='{name}_province']"), value["province"])
        self.write(box.locator(f"[name='{name}_commune']"), Commune.objects.get(code=value["commune"]).name)
        self.write(box.locator(f"[name='{name}_detail']"), value["detail"])
