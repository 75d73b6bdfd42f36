"""Minh checks the person before her with the registers, with JavaScript and without."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from motcua.effects.registries.population.stand_in import Misbehaviour
from tests import registers
from tests.browser.conftest import Visit
from tests.registers import Registers
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture
def opened(settings: Settings) -> Iterator[Registers]:
    with registers.opened(settings) as found:
        yield found


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_officer_checks_a_person_field_by_field(
    visit: Visit, committed_world: World, opened: Registers, *, scripts: bool
) -> None:
    dossier = committed_world.submitted("1.001193")
    minh = visit(scripts=scripts, viewport=DESKTOP if scripts else None)
    minh.sign_in("minh", then=f"/desk/dossiers/{dossier.code}")

    part = minh.page.locator(".desk-registers")
    part.get_by_role("button").first.click()
    minh.page.wait_for_load_state()
    minh.look()

    part = minh.page.locator(".desk-registers")
    assert "Khớp" in part.inner_text()
    part.get_by_text("Xem từng mục").first.click()
    assert "Họ, chữ đệm, tên" in part.inner_text()
    part.get_by_label("Mục đích").first.select_option("instead_of_paper")
    part.get_by_role("button").first.click()
    minh.page.wait_for_load_state()
    minh.look()
    assert "Nơi thường trú" in minh.page.locator(".desk-registers").inner_text()

    opened.population.book.misbehaviour = Misbehaviour.FAULT
    minh.page.locator(".desk-registers").get_by_role("button").first.click()
    minh.page.wait_for_load_state()
    minh.look()
    assert "không trả lời" in minh.page.locator(".desk-registers").inner_text()
    assert (
        minh.page.get_by_role("button", name="Tiếp nhận").or_(minh.page.get_by_role("link", name="Tiếp nhận")).count()
    )
