"""How much a filing asks of a person: screens, fields and taps, counted while a birth is registered in the browser.

The figures are printed (`bin/test tests/browser/test_counted.py -s`); what is asserted is that nobody is asked to type
what is known. The seconds are a model's and say so: no test asserts a time.
"""

import re
import time
from pathlib import Path
from typing import Any

import pytest

from motcua.dossiers.models import Dossier
from tests import samples
from tests.browser.conftest import Visit, Visitor
from tests.browser.hand import FIRST_TIME_OLDER, PRACTISED, Hand

pytestmark = pytest.mark.browser

CHILD = {**samples.BIRTH, "tre_ho_ten": "Nguyễn Minh An", "tre_ngay_sinh": "2026-11-10", "kh_so": "45/2024"}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    place = tmp_path / "Giấy chứng sinh.jpg"
    place.write_bytes(samples.jpeg())
    return place


def test_a_first_filing_types_nothing_that_is_known(visit: Visit, photo: Path) -> None:
    citizen = visit()

    hand = filed(citizen, CHILD, photo)

    assert hand.fields <= 20


def test_the_second_child_is_registered_with_what_was_given_before(visit: Visit, photo: Path) -> None:
    citizen = visit()
    first = filed(citizen, samples.BIRTH, photo)

    second = filed(citizen, CHILD, photo)

    assert second.fields < first.fields


def filed(citizen: Visitor, answers: dict[str, Any], photo: Path) -> Hand:
    page, hand, began = citizen.page, Hand(citizen.page), time.monotonic()
    if not page.url.startswith(citizen.home):
        citizen.sign_in("lan")
    page.goto(f"{citizen.home}/")
    hand.see()
    hand.write(page.locator("#q"), "khai sinh")
    hand.tap(page.get_by_role("button", name=re.compile("^Tìm")))
    hand.tap(page.locator("a[href='/procedures/1.001193']"))
    hand.tap(page.get_by_role("link", name=re.compile("Nộp trực tuyến")))
    for key, value in answers.items():
        if isinstance(value, bool) and page.locator(f"[name='{key}'][value='{str(value).lower()}']").count():
            page.check(f"[name='{key}'][value='{str(value).lower()}']")
            hand.taps += 1
    hand.tap(page.get_by_role("button", name=re.compile("^Bắt đầu nộp")))
    _fill(hand, answers)
    _attach(hand, photo)
    hand.tap(page.get_by_role("link", name=re.compile("^Tiếp tục: xem lại")))
    hand.tap(page.get_by_role("button", name=re.compile("^Nộp hồ sơ")))
    assert page.url.endswith("/receipt"), page.locator("main").inner_text()
    _tell(hand, time.monotonic() - began)
    return hand


def _fill(hand: Hand, answers: dict[str, Any]) -> None:
    """Each page: what one press fills in first, then what is left."""
    for _ in range(12):
        if "/form/" not in hand.page.url:
            return
        for button in (r"^Điền tất cả các phần", r"^Tôi là người mẹ"):
            _press_once(hand, button)
        hand.answer(answers)
        hand.tap(hand.page.get_by_role("button", name=re.compile("^Lưu và tiếp tục")).locator("visible=true"))
    raise AssertionError(f"the form does not end: {hand.page.url}")


def _press_once(hand: Hand, name: str) -> None:
    for fold in hand.page.locator("#earlier:not([open]) > summary").all() if "Điền" in name else []:
        hand.tap(fold)
    button = hand.page.get_by_role("button", name=re.compile(name)).locator("visible=true")
    if button.count():
        hand.tap(button)
        _choose_what_was_there(hand)


def _choose_what_was_there(hand: Hand) -> None:
    """Where both stand side by side, what this dossier says already is right."""
    both = hand.page.locator("button[name=decided], button:has-text('Dùng những ô đã chọn')").locator("visible=true")
    if both.count():
        hand.tap(both)


def _attach(hand: Hand, photo: Path) -> None:
    for card in hand.page.locator("section.portal-paper").all():
        if card.get_by_text("Cần đính kèm").count():
            with hand.page.expect_file_chooser() as choosing:
                card.get_by_role("button", name=re.compile("^Chọn ảnh, tệp có sẵn")).click()
            choosing.value.set_files(photo)
            hand.taps += 2
            hand.tap(hand.page.get_by_role("button", name="Tải ảnh này lên"))
            hand.page.get_by_text(re.compile("Đã có 1 tệp")).first.wait_for()


def _tell(hand: Hand, machine: float) -> None:
    print(  # noqa: T201 - the figures are what it is for
        f"\n{Dossier.objects.exclude(code=None).latest('submitted_at').code}: {len(hand.screens)} screens, "
        f"{hand.fields} fields, {hand.taps} taps; by the model {hand.seconds(PRACTISED):.0f} s practised, "
        f"{hand.seconds(FIRST_TIME_OLDER):.0f} s older and for the first time; the browser itself {machine:.0f} s"
    )
