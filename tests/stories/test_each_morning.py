"""The morning's work: what fails holds up nothing of the rest, and is not passed over in silence."""

from datetime import date, datetime
from typing import Any

import pytest

from motcua.config import worker
from motcua.dossiers.commands import apologies, deadlines
from motcua.dossiers.models import ApologyDraft, Dossier, DossierEvent
from motcua.dossiers.record import record
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from tests.world import TUESDAY, World, moment


def test_what_fails_holds_up_nothing_of_the_rest_and_is_heard_of(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[datetime] = []

    def fails(*, at: datetime) -> None:
        raise ZeroDivisionError

    def works(*, at: datetime) -> None:
        done.append(at)

    monkeypatch.setattr(legal_time, "now", lambda: TUESDAY)
    monkeypatch.setattr(worker, "EACH_MORNING", (fails, works))

    with pytest.raises(ExceptionGroup) as failed:
        worker.each_morning(0)

    assert done == [TUESDAY]
    assert [type(error) for error in failed.value.exceptions] == [ZeroDivisionError]


def test_a_dossier_that_cannot_be_looked_at_holds_up_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = world.accepted(), world.accepted()
    really = record

    def records(dossier: Dossier, *args: Any, **facts: Any) -> DossierEvent:
        if dossier.pk == broken.pk:
            raise ZeroDivisionError
        return really(dossier, *args, **facts)

    monkeypatch.setattr(deadlines, "record", records)

    with pytest.raises(ExceptionGroup) as failed:
        deadlines.note_due(at=moment("2027-03-01T07:15"))

    assert [type(error) for error in failed.value.exceptions] == [ZeroDivisionError]
    assert sound.events.filter(action=Action.NOTE_OVERDUE).count() == 1
    assert broken.events.filter(action=Action.NOTE_OVERDUE).count() == 0


def test_a_letter_that_cannot_be_drafted_holds_up_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = world.accepted(), world.accepted()
    really = apologies.letter_days_before

    def days_before(dossier: Dossier, *, on: date) -> int:
        if dossier.pk == broken.pk:
            raise ZeroDivisionError
        return really(dossier, on=on)

    monkeypatch.setattr(apologies, "letter_days_before", days_before)

    with pytest.raises(ExceptionGroup):
        apologies.draft(at=moment("2026-11-20T07:15"))

    assert [draft.dossier_id for draft in ApologyDraft.objects.all()] == [sound.pk]
