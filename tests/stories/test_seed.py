"""Seeded dossiers are dossiers: the same columns from the same events, codes without gaps, and a life that goes on."""

import json
from collections import Counter
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Max
from pytest_django import Settings

from motcua.blueprints.workflows.steps import Act
from motcua.config.seeding.room import Room
from motcua.dossiers.commands import handling
from motcua.dossiers.commands.filing import fingerprint
from motcua.dossiers.models import CodeCounter, Dossier, DossierEvent, Filing, WorkItem, WorkStatus
from motcua.dossiers.rules.lifecycle import CLOSED, State
from motcua.foundation.accounts.models import Account
from tests.world import World

MANY = 400
#: Accepted, and something is still to be done: exactly one step is open.
IN_HAND = {
    State.IN_PROGRESS,
    State.SUSPENDED,
    State.AWAITING_PAYMENT,
    State.SUPPLEMENT_REQUESTED,
    State.DECIDED,
    State.RESULT_READY,
}


def seed(dossiers: int = MANY, **options: Any) -> dict[str, Any]:
    said = StringIO()
    # One process: this one, inside the test's transaction.
    call_command("seed", dossiers=dossiers, processes=1, json=True, stdout=said, stderr=StringIO(), **options)
    report: dict[str, Any] = json.loads(said.getvalue())
    return report


def test_every_column_is_what_the_events_add_up_to(world: World) -> None:
    seed()

    said = StringIO()
    call_command("rebuild", check=True, json=True, stdout=said)
    assert json.loads(said.getvalue()) == {"dossiers": MANY, "differ": 0, "rebuilt": False}


def test_codes_have_no_gaps_and_the_counters_know_them(world: World) -> None:
    seed()
    seed()

    numbers = Counter(str(code).rsplit("-", 1)[0] for code in Dossier.objects.values_list("code", flat=True))
    counters = {f"{c.agency_code}-{c.day:%y%m%d}": c.last for c in CodeCounter.objects.all()}
    assert numbers == counters
    assert sum(numbers.values()) == 2 * MANY
    for prefix, last in counters.items():
        assert Dossier.objects.filter(code=f"{prefix}-{last:04d}").exists()


def test_most_are_closed_and_every_desk_has_work(world: World) -> None:
    seed(1000)

    states = Counter(Dossier.objects.values_list("state", flat=True))
    assert sum(states[state] for state in CLOSED) > 0.8 * 1000
    assert {State.SUBMITTED, State.IN_PROGRESS, State.RESULT_READY, State.RESULT_DELIVERED, State.REFUSED} <= set(
        states
    )
    assert Dossier.objects.values("deciding_agency").distinct().count() > 2
    assert Filing.objects.filter(number=2).exists()


def test_histories_are_unbroken_and_end_before_now(world: World) -> None:
    seed()

    for dossier in Dossier.objects.all():
        events = list(dossier.events.order_by("number"))
        assert [event.number for event in events] == list(range(1, dossier.event_count + 1))
        assert [event.to_state for event in events[:-1]] == [event.from_state for event in events[1:]]
        moments = [event.happened_at for event in events]
        assert moments == sorted(moments)
        assert dossier.work_items.filter(status=WorkStatus.OPEN).count() == (dossier.state in IN_HAND)
    # The accounts were made at the moment that the run takes for now.
    now = Account.objects.aggregate(now=Max("created_at"))["now"]
    assert DossierEvent.objects.aggregate(last=Max("happened_at"))["last"] <= now


def test_a_seeded_dossier_goes_on_as_a_real_one(world: World) -> None:
    seed()
    item = WorkItem.objects.filter(status=WorkStatus.OPEN, act=Act.WORK, dossier__state=State.IN_PROGRESS).first()
    assert item is not None

    handling.forward(item, actor=world.holder_of(item), at=item.opened_at + timedelta(days=1))

    item.refresh_from_db()
    assert item.status == WorkStatus.DONE
    assert world.open_item(item.dossier).pk > item.pk


def test_what_was_filed_has_the_fingerprint_that_filing_gives(world: World) -> None:
    seed(20)

    for filed in Filing.objects.all():
        assert filed.fingerprint == fingerprint(filed.answers, filed.papers)


def test_only_a_demonstration_is_filled_unasked(world: World, settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="no demonstration"):
        seed()
    assert not Dossier.objects.exists()
    assert seed(5, yes_fill_this_database=True)["dossiers"] == 5


def test_too_little_disk_is_said_before_anything_is_added(world: World) -> None:
    with pytest.raises(CommandError, match="Too little disk"):
        seed(10**12)
    assert not Dossier.objects.exists()
    assert not Room(needed=2, free=1, place="here").is_enough
    assert Room(needed=2, free=2, place="here").is_enough
