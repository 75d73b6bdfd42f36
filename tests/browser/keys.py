"""Hands on a keyboard and nothing else: Tab from one thing to the next, and at each it can be seen where one is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from motcua.foundation.places.models import Commune

#: More than any page has.
MOST_STOPS = 150
#: What has the focus: what it is, whether a frame is drawn around it, and whether something lies on top of it.
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const marked = [one, ...(one.labels || [])].some((each) => {
    const drawn = getComputedStyle(each);
    return (drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) > 0) || drawn.boxShadow !== "none";
  });
  const [right, down] = [Math.min(box.width / 2, 20), Math.min(box.height / 2, 20)];
  const onTop = document.elementFromPoint(box.left + right, box.top + down);
  return {
    tag: one.tagName, kind: one.type || "", name: one.name || one.id || "", value: one.value || "", marked,
    checked: one.checked === true, address: one.getAttribute("href") || "", text: (one.innerText || "").trim(),
    covered: box.width > 8 && onTop !== null && onTop !== one && !one.contains(onTop) && !onTop.contains(one)
      && ![...(one.labels || [])].some((label) => label.contains(onTop)),
  };
}"""


@dataclass
class Keys:
    page: Page

    def stops(self) -> Iterator[dict[str, Any]]:
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop: dict[str, Any] = self.page.evaluate(FOCUSED)
            if stop["tag"] == "BODY":
                continue
            assert stop["marked"], f"{self.page.url}: nobody sees that the focus is on {stop}"
            assert not stop["covered"], f"{self.page.url}: something lies on top of {stop}"
            yield stop
        raise AssertionError(f"{self.page.url}: {MOST_STOPS} stops and not there")

    def to(self, wanted: str) -> None:
        """Until the words of a link or button, its address, or the name of a field are these."""
        for stop in self.stops():
            if any(re.search(wanted, stop[part]) for part in ("text", "address", "name")):
                return

    def enter(self, wanted: str) -> None:
        """Goes there and presses Enter, which leads to another page."""
        self.to(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, wanted: str, text: str) -> None:
        self.to(wanted)
        self.page.keyboard.insert_text(text)

    def answer(self, answers: Mapping[str, Any]) -> None:
        """One page of a form in the order of Tab, up to the button that goes on."""
        wanted = dict(named(answers))
        for stop in self.stops():
            if stop["text"].startswith("Lưu và tiếp tục"):
                break
            if stop["name"] in wanted:
                self._give(stop, wanted.pop(stop["name"]))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _give(self, stop: Mapping[str, Any], text: str) -> None:
        if stop["kind"] == "checkbox":
            if stop["checked"] is not (text == "true"):
                self.page.keyboard.press("Space")
        elif stop["kind"] == "radio":
            self._choose(text, first="Space")
        elif stop["tag"] == "SELECT":
            self._choose(text, first="Home")
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text)

    def _choose(self, value: str, *, first: str) -> None:
        """Among radio buttons and in lists the arrows go from one to the next."""
        self.page.keyboard.press(first)
        for _ in range(MOST_STOPS):
            if self.page.evaluate(FOCUSED)["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} is not among them")


def named(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each answer under the names that its fields have on the page."""
    for key, value in answers.items():
        if isinstance(value, bool):
            yield key, str(value).lower()
        elif isinstance(value, dict):
            yield f"{key}_province", value["province"]
            yield f"{key}_commune", Commune.objects.get(code=value["commune"]).name
            yield f"{key}_detail", value["detail"]
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
            yield from zip((f"{key}_year", f"{key}_month", f"{key}_day"), value.split("-"), strict=True)
            yield key, str(value)
        else:
            yield key, str(value)
