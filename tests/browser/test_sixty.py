"""An officer receives sixty online dossiers with the keyboard alone: 47 are clean, 13 have to be completed first."""

import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import State
from tests.browser.conftest import Visit
from tests.world import MONDAY, World

pytestmark = pytest.mark.browser

MANY, INCOMPLETE_EACH = 60, 5
#: Of the first page of the list and of the second.
ASKED = {number for number in range(MANY) if number % INCOMPLETE_EACH == INCOMPLETE_EACH - 1} | {0}
DESK = {"width": 1280, "height": 800}
#: Tab over everything on a page of questions would be more than this.
MOST_TABS = 40


@dataclass
class Strokes:
    page: Page
    count: int = 0

    def __call__(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.count += 1

    def until(self, name: str) -> None:
        for _ in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.name || ''").startswith(name):
                return
            self("Tab")
        raise AssertionError(f"no way by Tab to {name}")


def chosen(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset.code || ''"))


def accept(press: Strokes, code: str) -> None:
    press("a")
    press.page.wait_for_function(
        "code => document.querySelector(`tr[data-code='${code}']`)?.classList.contains('is-done')", arg=code
    )


def ask(press: Strokes) -> None:
    """The first paper or question is missing; everything else was looked at."""
    press("b")
    press.page.wait_for_url("**/completion-request?*")
    press.until("items")
    press("1")
    press("End")
    press("Space")
    press("Control+Enter")
    press.page.wait_for_url("**/lists/to-receive*")


def test_sixty_online_dossiers_by_keyboard(visit: Visit, committed_world: World) -> None:
    for _ in range(MANY):
        committed_world.submitted("1.001612", at=MONDAY)
    order = list(Dossier.objects.order_by("submitted_at", "pk").values_list("code", flat=True))
    minh = visit(viewport=DESK)
    minh.sign_in("minh", then="/desk/lists/to-receive")
    press, began = Strokes(minh.page), time.monotonic()

    for number, code in enumerate(order):
        if not chosen(minh.page):
            # The page of the list is done with; the way to the next one has the focus.
            press("Enter")
            minh.page.wait_for_function("document.activeElement.dataset.code")
        assert chosen(minh.page) == code, f"after {number}"
        if number in ASKED:
            ask(press)
        else:
            accept(press, str(code))
    seconds = time.monotonic() - began

    states = [Dossier.objects.get(code=code).state for code in order]
    assert [number for number, state in enumerate(states) if state == State.INCOMPLETE] == sorted(ASKED)
    assert states.count(State.IN_PROGRESS) == MANY - len(ASKED) == 47
    print(f"\n60 dossiers: {press.count} keystrokes, {seconds:.0f} seconds of the machine")  # noqa: T201
