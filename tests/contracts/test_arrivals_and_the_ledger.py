"""Both directions with one portal: what is filed there comes here with its papers, and is answered there."""

import json
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from motcua.dossiers.commands import intake
from motcua.effects.national_portal import client, fetching
from motcua.effects.national_portal import stand_in as national_portal
from motcua.effects.national_portal.arrival_models import FiledThere
from motcua.effects.national_portal.stand_in import PortalStandIn
from tests.arriving import brought, door
from tests.world import TUESDAY, World, run_jobs

__all__ = ["door"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("door")]


@pytest.fixture
def portal(settings: Settings) -> Iterator[PortalStandIn]:
    opened = national_portal.stand_in()
    opened.start()
    for name, value in national_portal.settings(opened.adapter_url).items():
        setattr(settings, name, value)
    settings.NATIONAL_FILES_FROM = frozenset({opened.url})
    opened.front_door.now = lambda: TUESDAY
    yield opened
    client.forget()
    fetching.forget()
    opened.stop()


def filed(portal: PortalStandIn) -> FiledThere:
    message = {"service": "DongBoHoSoMC", "data": [portal.front_door.whole()]}
    assert brought(json.dumps(message).encode())["error_code"] == "0"
    run_jobs()
    return FiledThere.objects.get()


def test_a_dossier_comes_with_its_paper_and_is_answered_there(portal: PortalStandIn, world: World) -> None:
    there = filed(portal)

    assert [paper["name"] for paper in there.dossier.filings.get().papers] == ["giay_chung_sinh.pdf"]
    assert set(there.beside["answers"]) == {"ghi_chu_cua_nguoi_nop"}
    intake.accept(there.dossier, actor=world.minh, at=TUESDAY)
    run_jobs()

    answers = portal.portal.answers[there.number]
    assert answers[-1]["MaHoSoDonVi"] == there.dossier.code
    assert "2" in [answer["TrangThai"] for answer in answers], "received"
    assert portal.book.complaints == []


def test_the_front_door_s_other_messages_are_what_they_say(portal: PortalStandIn) -> None:
    half = {"data": portal.front_door.half_filled()}
    central = {"service": "DongBoHoSoTrungUong", "data": portal.front_door.central()}

    assert brought(json.dumps(half).encode())["error_code"] == "0"
    assert brought(json.dumps(central).encode())["error_code"] == "0"
