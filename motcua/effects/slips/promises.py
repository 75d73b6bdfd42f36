"""The date that was promised to the applicant, as it stood right after an event."""

from datetime import datetime

from motcua.dossiers.models import DossierEvent
from motcua.dossiers.models.history import history
from motcua.dossiers.rules.projection import project
from motcua.foundation.calendar import versions


def promised_after(event: DossierEvent) -> datetime:
    return _promised(event, until=event.number)


def promised_before(event: DossierEvent) -> datetime:
    return _promised(event, until=event.number - 1)


def _promised(event: DossierEvent, *, until: int) -> datetime:
    """Counted from the events up to that one: a slip made late says what it would have said in time."""
    promised = project(history(event.dossier)[:until], calendar_of=versions.calendar_of).promised_at
    assert promised is not None, "slips with a date are made of events that come after acceptance"
    return promised
