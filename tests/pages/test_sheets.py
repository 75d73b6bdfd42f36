"""Which clothes each page fetches: enough for what it draws, and never more than the budget."""

import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

SITES = Path(__file__).parents[2] / "motcua/sites"
SHEETS = SITES / "ui/static/css"
TEMPLATES = {
    str(path.relative_to(folder)): path.read_text(encoding="utf-8")
    for folder in SITES.glob("*/templates")
    for path in folder.rglob("*.html")
}
KB = 1000
CITIZEN, DESK = 8 * KB, 12 * KB
_SHEET = re.compile(r"static\('css/([a-z-]+\.css)'\)")
_EXTENDS = re.compile(r'{% extends "([^"]+)" %}')
_HEAD = re.compile(r"{% block head %}(.*?){% endblock %}", re.DOTALL)
#: What a page is put together from.
_PARTS = re.compile(r'{% (?:include|import|from) "([^"]+)"')


def _ancestors(name: str) -> Iterator[str]:
    """The page itself first, the outermost last."""
    yield name
    if found := _EXTENDS.search(TEMPLATES[name]):
        yield from _ancestors(found[1])


def sheets(name: str) -> set[str]:
    """Those of the head as it is drawn: a block without `super()` takes the place of what stood there."""
    *inner, outermost = _ancestors(name)
    found = set(_SHEET.findall(_HEAD.sub("", TEMPLATES[outermost])))
    for ancestor in inner:
        head = _HEAD.search(TEMPLATES[ancestor])
        found |= set(_SHEET.findall(head[1])) if head else set()
        if head and "super()" not in head[1]:
            break
    return found


def weight(names: set[str]) -> int:
    return sum(len(brotli.compress((SHEETS / name).read_bytes())) for name in names)


def _pages(*, of_the_desk: bool) -> list[str]:
    drawn = [name for name, text in TEMPLATES.items() if "extends" in text and "ui/document.html" in _ancestors(name)]
    return sorted(name for name in drawn if ("desk.css" in sheets(name)) == of_the_desk)


@pytest.mark.parametrize("page", _pages(of_the_desk=False))
def test_a_page_of_the_people_fetches_no_more_than_its_clothes_may_weigh(page: str) -> None:
    assert weight(sheets(page)) <= CITIZEN, sheets(page)


@pytest.mark.parametrize("page", _pages(of_the_desk=True))
def test_a_page_of_the_desk_fetches_no_more_than_its_clothes_may_weigh(page: str) -> None:
    assert weight(sheets(page)) <= DESK, sheets(page)


def test_the_checks_above_can_fail() -> None:
    assert sheets("portal/figures/province.html") >= {"base.css", "portal.css", "figures.css"}
    assert weight({"base.css", "portal.css", "figures.css", "home.css"}) > CITIZEN


def _parts(name: str) -> set[str]:
    """Everything that is drawn with it."""
    seen: set[str] = set()
    ahead = list(_ancestors(name))
    while ahead:
        part = ahead.pop()
        if part not in seen:
            seen.add(part)
            ahead += [inner for inner in _PARTS.findall(TEMPLATES[part]) if inner in TEMPLATES]
    return seen


#: Where a piece is worn, its sheet is fetched. Each word stands in one sheet only.
WORN = {
    "fields.css": ("mc-date", "mc-switch", "mc-address", "mc-unit", "mc-output", "mc-row"),
    "home.css": ("mc-hero", "mc-tiles", "mc-events", "mc-help-cards", "mc-keywords", "mc-band"),
    "questions.css": ("portal-quick", "portal-remark", "portal-prefilled", "portal-saved", "portal-camera"),
    "papers.css": ("portal-paper", "portal-kept", "papers-ways"),
    "case.css": ("portal-standing", "portal-perhaps", "portal-group"),
    "practice.css": ("portal-practice",),
    "figures.css": ("figures-svg", "figures-bar", "figures-list", "figures-doubts", "figures-period"),
    "board.css": ("figures-table", "figures-columns", "figures-why", "figures-reminder"),
}


@pytest.mark.parametrize("sheet", WORN)
def test_whoever_wears_a_piece_fetches_its_sheet(sheet: str) -> None:
    worn = re.compile(rf"""["\s](?:{"|".join(WORN[sheet])})(?=["\s]|__|--|{{)""")

    naked = [
        page
        for page in _pages(of_the_desk=False) + _pages(of_the_desk=True)
        if any(worn.search(TEMPLATES[part]) for part in _parts(page)) and sheet not in sheets(page)
    ]

    assert naked == []
