"""The date that was promised to the applicant, as it stood right after an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Channel, DossierEvent
from motcua.dossiers.models.history import history
from motcua.dossiers.rules.projection import period, project
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, Unit, legal_day


def promised_after(event: DossierEvent) -> datetime:
    return _promised(event, until=event.number)


def promised_before(event: DossierEvent) -> datetime:
    return _promised(event, until=event.number - 1)


@dataclass(frozen=True, slots=True)
class Making:
    """What decides whether a slip is made unasked; tests of procedures know it without a database."""

    channel: str
    limits: Sequence[Period]
    happened_at: datetime
    promised_at: datetime | None


def is_given_on_request(event: DossierEvent) -> bool:
    limits = [period(stored) for stored in event.details["limit"]]
    making = Making(event.dossier.channel, limits, event.happened_at, promised_after(event))
    return is_result_of_the_day(making)


def is_result_of_the_day(making: Making) -> bool:
    """Whoever stands at the counter and has the result the same day needs no receipt, unless she asks for one.

    NĐ 61/2018/NĐ-CP art. 17.4. Received after the hour of the day (15:00), the result comes on the next, and she does.
    """
    if making.channel != Channel.COUNTER or making.promised_at is None:
        return False
    is_same_day = all(limit.unit is Unit.SAME_DAY for limit in making.limits)
    return is_same_day and legal_day(making.promised_at) == legal_day(making.happened_at)


def _promised(event: DossierEvent, *, until: int) -> datetime:
    """Counted from the events up to that one: a slip made late says what it would have said in time."""
    promised = project(history(event.dossier)[:until], calendar_of=versions.calendar_of).promised_at
    assert promised is not None, "slips with a date are made of events that come after acceptance"
    return promised
