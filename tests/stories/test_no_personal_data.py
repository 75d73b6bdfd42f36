"""Personal data stays in answers and people: never in events, job arguments, status reports, looks or logs."""

import logging
from typing import Any

import pytest
from django.db import connection

from motcua.dossiers.commands import decision, intake
from motcua.foundation.accounts.models import Person
from tests import samples
from tests.world import MONDAY, TUESDAY, World, run_jobs

#: Values that stand in the answers of the story and nowhere else in the world.
CANARIES = ("Hoàng Oanh Vàng Anh", "0987000111", "079185009999", "12 ngõ Chim Én")

WATCHED = (
    "dossiers_dossierevent",
    "dossiers_workitem",
    "dossiers_handover",
    "dossiers_codecounter",
    "procrastinate_jobs",
    "procrastinate_events",
    "notifications_notice",
    "national_portal_message",
    "national_portal_difference",
    "audit_look",
    "codes_onetimecode",
    "dossiers_assistance",
    "dossiers_representation",
    "slips_slip",
)


@pytest.fixture
def told(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A birth whose answers are full of canaries."""
    answers: dict[str, Any] = {
        **samples.BIRTH,
        "tre_ho_ten": CANARIES[0],
        "nyc_dien_thoai": CANARIES[1],
        "nyc_so_giay_to": CANARIES[2],
        "nyc_noi_cu_tru": {**samples.HOME, "detail": CANARIES[3]},
    }
    monkeypatch.setitem(samples.ANSWERS, "1.001193", answers)
    return world


def rows_of(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")  # noqa: S608 - a constant above
        return str(cursor.fetchone()[0])


def test_a_whole_life_leaves_no_canary_outside_the_answers(told: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    dossier = told.finished("1.001193")
    decision.deliver(dossier, actor=told.minh, at=TUESDAY)
    refused = told.submitted("1.001193")
    intake.refuse(refused, actor=told.minh, at=MONDAY, reason=f"Gọi {CANARIES[1]} không được")
    written = " ".join(rows_of(table) for table in WATCHED)
    run_jobs()
    written += " ".join(rows_of(table) for table in WATCHED)

    for canary in CANARIES:
        assert canary not in written
        assert canary not in caplog.text
    assert CANARIES[0] in rows_of("dossiers_filing"), "the canaries were there to be found"


def test_identity_numbers_and_telephones_lie_unreadable(world: World) -> None:
    person = Person.objects.get(accounts=world.lan.account_id or 0)

    raw = rows_of("accounts_person")

    assert person.personal_id == "001195000011"
    assert person.personal_id not in raw
    assert person.phone not in raw
