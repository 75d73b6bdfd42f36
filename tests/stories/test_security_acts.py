"""Roles, due dates, infected files and forged notices: each is written down by the very act that does it."""

import io
import sys
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from motcua.dossiers.commands import deadlines
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.files.models import StoredFile
from motcua.foundation.jobs.queue import JOBS
from motcua.foundation.organisations.models import Delegation
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.models import SecurityEvent
from motcua.foundation.security_log.noting import masked
from tests.contracts.test_platform import confirmation, payment_of
from tests.doors import door
from tests.paying import attempt_at, unpaid, with_bank, with_platform, with_vnpay
from tests.world import TUESDAY, World, account, moment, run_jobs

STORM = {"day_day": "20", "day_month": "11", "day_year": "2026", "kind": "closed"}


def written(event: Event) -> list[SecurityEvent]:
    return list(SecurityEvent.objects.filter(event=event).order_by("pk"))


def days(key: str, day: date) -> dict[str, str]:
    return {f"{key}_day": str(day.day), f"{key}_month": str(day.month), f"{key}_year": str(day.year)}


@pytest.mark.django_db
def test_the_first_administrator_is_a_role_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("a long enough phrase 42\n"))
    named = {"sign_in": "root.of.it", "name": "Nguyễn Quản Trị", "agency_code": "H77", "agency_name": "Tỉnh"}

    call_command("create_administrator", **named)

    (row,) = written(Event.ROLE_CHANGED)
    assert row.facts == {"what": "first administrator"}
    assert "Quản Trị" not in str(row.facts)


def test_a_delegation_is_a_role_given_and_its_end_a_role_taken(world: World) -> None:
    hoa, today = door("hoa"), timezone.now().date()
    page = f"/desk/days/{world.hoa.post_id}"
    typed = {"what": "delegation", "to": world.van.account_id, "document": "15/GUQ"}

    hoa.post(page, {**typed, **days("acts_from", today), **days("acts_to", today + timedelta(days=7))})
    delegation = Delegation.objects.get()
    hoa.post(f"{page}/delegation/{delegation.pk}/ending")

    given, taken = written(Event.ROLE_CHANGED)
    assert given.facts["what"] == f"delegated post {world.hoa.post_id} to account {world.van.account_id}"
    assert taken.facts["what"] == f"delegation {delegation.pk} of post {world.hoa.post_id} ended"
    assert given.account_id == taken.account_id == account("hoa").pk


def test_an_absence_is_no_change_of_roles(world: World) -> None:
    """The control."""
    today = timezone.now().date()

    typed = {"what": "absence", "kind": "leave", **days("away_from", today), **days("away_to", today)}
    assert door("hoa").post(f"/desk/days/{world.hoa.post_id}", typed).status_code == 302

    assert written(Event.ROLE_CHANGED) == []


def test_a_post_that_is_left_is_a_role_taken(world: World) -> None:
    door("tuan", Role.HEAD).post(f"/desk/team/{world.hoa.post_id}/leaving")

    (row,) = written(Event.ROLE_CHANGED)
    assert (row.facts["what"], row.account_id) == (f"post {world.hoa.post_id} ended", account("tuan").pk)


def test_a_letter_of_apology_changes_a_due_date(world: World) -> None:
    dossier = world.accepted("1.001612")
    assert written(Event.DEADLINE_CHANGED) == []

    new_due_at = moment("2026-12-15T17:00")
    deadlines.apologise(dossier, actor=world.tuan, at=TUESDAY, new_due_at=new_due_at, reason="Chờ cơ quan thuế")

    (row,) = written(Event.DEADLINE_CHANGED)
    assert (row.account_id, row.post_id) == (world.tuan.account_id, world.tuan.post_id)
    assert row.facts == {"dossier": str(dossier.pk), "what": "letter of apology"}


def test_a_letter_that_is_refused_changes_none(world: World) -> None:
    """The control."""
    dossier = world.accepted("1.001612")
    assert dossier.due_at is not None

    with pytest.raises(deadlines.NewDateNotLater):
        deadlines.apologise(dossier, actor=world.tuan, at=TUESDAY, new_due_at=dossier.due_at, reason="x")

    assert written(Event.DEADLINE_CHANGED) == []


def test_a_calendar_that_is_applied_changes_due_dates_and_one_that_is_only_reckoned_none(world: World) -> None:
    world.accepted("1.013227")
    phuc = door("phuc")
    phuc.post("/studio/calendar/days/new", {**STORM, "name": "Bão số 12", "source": "Công điện 15/CĐ-UBND"})
    asked = phuc.post("/studio/calendar/changes")["Location"]
    run_jobs()
    assert written(Event.DEADLINE_CHANGED) == []

    phuc.post(f"{asked}/application")

    (row,) = written(Event.DEADLINE_CHANGED)
    assert row.facts["what"] == f"calendar change {asked.rpartition('/')[2]}"
    assert row.account_id == account("phuc").pk


@pytest.mark.parametrize(("infected", "rows"), [(True, 1), (False, 0)], ids=["infected", "clean"])
def test_a_virus_in_an_upload_is_written_once(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch, infected: object, rows: int
) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    monkeypatch.setattr("motcua.foundation.files.clamd.is_infected", lambda *_, **__: bool(infected))
    file = StoredFile.objects.get(pk=world.draft("1.013227").papers.get().file_id)

    for _each in range(2):
        JOBS["files.scan"].run(file_id=UUID(str(file.pk)).int)

    found = written(Event.FILE_INFECTED)
    assert len(found) == rows
    assert [row.facts for row in found] == [{"file": masked(str(file.pk))}] * rows


def test_a_notice_of_payment_with_a_wrong_checksum_is_written(world: World, settings: Settings) -> None:
    with_platform(settings)
    attempt = attempt_at(unpaid(world), "platform")
    told = confirmation(payment_of(attempt), bad_checksum=1)

    answer = Client().post(
        "/payments/platform/notice", told, content_type="application/json", REMOTE_ADDR="203.0.113.9"
    )

    assert answer.json()["MaLoi"] == "97"
    (row,) = written(Event.CHECKSUM_WRONG)
    assert (row.facts, row.address) == ({"provider": "platform"}, "203.0.113.9")


@pytest.mark.parametrize("gateway", ["vnpay", "bank"])
def test_so_is_a_forged_notice_of_the_other_gateways(world: World, settings: Settings, gateway: str) -> None:
    with_vnpay(settings)
    with_bank(settings)
    client = Client()

    if gateway == "vnpay":
        client.get("/payments/vnpay/notice", {"vnp_TxnRef": "X", "vnp_SecureHash": "0" * 128})
    else:
        client.post("/payments/bank/notice", b"{}", content_type="application/json")

    assert [row.facts for row in written(Event.CHECKSUM_WRONG)] == [{"provider": gateway}]


def test_a_notice_with_the_right_checksum_is_no_event(world: World, settings: Settings) -> None:
    """The control."""
    with_platform(settings)
    told = confirmation(payment_of(attempt_at(unpaid(world), "platform")))

    answer = Client().post("/payments/platform/notice", told, content_type="application/json")

    assert answer.json()["MaLoi"] == "00"
    assert written(Event.CHECKSUM_WRONG) == []
