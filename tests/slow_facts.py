"""The facts of a dossier told again, slowly and obviously, from its events: nothing is shared with the SQL."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.models.history import history
from motcua.dossiers.rules.index_reading import Why, index_reading
from motcua.dossiers.rules.projection import Happened, project
from motcua.effects.national_portal.models import Standing
from motcua.foundation.calendar.arithmetic import VIETNAM, WorkingCalendar
from motcua.foundation.calendar.versions import calendar_of

DAYS_BEFORE_DUE = 1
WITHOUT = {"refuse": "refused", "withdraw": "withdrawn", "stop": "stopped"}
ASKED = ("ask_to_complete", "request_supplement")


def slow_fact(dossier: Dossier) -> dict[str, Any]:
    """What events, the calendar and the ledger say; papers, duties and other dossiers are asked elsewhere."""
    events = list(dossier.events.order_by("number"))
    told = history(dossier)
    calendar = calendar_of(events[-1].calendar_version_id)
    summed = project(told, calendar_of=calendar_of)
    due, first_due = _day(summed.due_at), _day(summed.original_due_at)
    received = _day(_first(events, "accept"))
    end = next((event for event in reversed(events) if event.action in {"publish", *WITHOUT}), None)
    ended = _day(end.happened_at) if end else None
    how = "" if end is None else WITHOUT.get(end.action, "result")
    requests = [event for event in events if event.action in ASKED]
    deliveries = [event for event in events if event.action == "deliver"]
    return {
        "event_count": len(events),
        "state": events[-1].to_state,
        "submitted_on": _day(events[0].happened_at),
        "received_on": received,
        "asked_on": _day(requests[0].happened_at) if requests else None,
        "ended_on": ended,
        "delivered_on": _day(deliveries[-1].happened_at) if deliveries else None,
        "due_on": due,
        "first_due_on": first_due,
        "past_due_on": _past_due_on(due, ended),
        "index_late_on": _index_late_on(told, summed.original_due_at, received),
        "ended_how": how,
        "timeliness": _timeliness(how, ended, due or first_due),
        "working_days": _worked(events, calendar) if how == "result" else None,
        "elapsed_days": (ended - _sure(events[0].happened_at)).days if how == "result" and ended else None,
        "requests": len(requests),
        "supplement_rounds": sum(event.action == "request_supplement" for event in events),
        "accepted_post_id": _post(events, "accept"),
        "asked_post_id": requests[0].post_id if requests else None,
        "ended_post_id": _post(events, "decide") if how == "result" else end.post_id if end else None,
        "delivered_by_post": any(e.role == "system" and "to_parent" not in e.details for e in deliveries),
        "date_edited": received is not None and _edited(events, due, first_due),
        "closed_by_desk": end is not None and _closed_by_desk(end),
        "returned_before_due": _returned(end, received, ended, due or first_due, first_due, calendar),
        "asked_before_due": _asked_late(events, received, first_due, calendar),
        "known_there": any(each.known_since for each in Standing.objects.filter(dossier=dossier)),
    }


def working_days_between(first: date, last: date, calendar: WorkingCalendar) -> int:
    """How many days after the first one, up to the last one, were worked; less than nought the other way round."""
    if last < first:
        return -working_days_between(last, first, calendar)
    days = [first + timedelta(days=ahead) for ahead in range(1, (last - first).days + 1)]
    return sum(calendar.is_open(day) for day in days)


def _timeliness(how: str, ended: date | None, due: date | None) -> str:
    if how != "result" or ended is None or due is None:
        return ""
    return "early" if ended < due else "late" if ended > due else "on_time"


def _past_due_on(due: date | None, ended: date | None) -> date | None:
    if due is None or (ended is not None and ended <= due):
        return None
    return due + timedelta(days=1)


def _index_late_on(told: Sequence[Happened], appointment: datetime | None, received: date | None) -> date | None:
    """Look at the end of each day until the index says late; what has ended can be looked at as of any day."""
    if received is None or appointment is None:
        return None
    day = received
    for _ in range(2500):
        midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=VIETNAM)
        up_to = [event for event in told if event.at < midnight]
        asked_again = sum(event.action in ASKED for event in up_to) > 1
        read = index_reading(told, appointment=appointment, at=midnight)
        assert read is not None
        late_in_time = min(read.ended_at, midnight) - read.waited > appointment
        if asked_again or late_in_time:
            return day
        if not read.is_open and read.why is Why.IN_TIME:
            return None
        if read.is_open and read.ended_at < midnight and read.why is Why.IN_TIME:
            # It waits for the applicant: no later day makes it later.
            return None
        day += timedelta(days=1)
    raise AssertionError("the days of this dossier have no end")


def _worked(events: Sequence[DossierEvent], calendar: WorkingCalendar) -> int:
    total, runs_since = 0, None
    for event in events:
        if event.clock == "keep":
            continue
        if runs_since is not None:
            total += working_days_between(runs_since, _sure(event.happened_at), calendar)
        runs_since = _sure(event.happened_at) if event.clock in {"start", "resume", "restart", "extend"} else None
    return total


def _edited(events: Sequence[DossierEvent], due: date | None, first_due: date | None) -> bool:
    if any(event.action in {"apologise", "change_calendar"} for event in events):
        return True
    stood = any(event.clock in {"pause", "restart"} for event in events)
    return not stood and due is not None and first_due is not None and due > first_due


def _closed_by_desk(end: DossierEvent) -> bool:
    return (end.action == "withdraw" and end.role != "applicant") or (end.action == "stop" and end.role != "system")


def _returned(
    end: DossierEvent | None,
    received: date | None,
    ended: date | None,
    due: date | None,
    first_due: date | None,
    calendar: WorkingCalendar,
) -> bool:
    if end is None or end.action == "publish" or end.role == "system" or received is None or ended is None:
        return False
    assert due is not None
    assert first_due is not None
    left = working_days_between(ended, due, calendar)
    return 0 <= left <= DAYS_BEFORE_DUE < working_days_between(received, first_due, calendar)


def _asked_late(
    events: Sequence[DossierEvent], received: date | None, first_due: date | None, calendar: WorkingCalendar
) -> bool:
    asked = [event for event in events if event.action == "request_supplement"]
    if not asked or received is None or first_due is None:
        return False
    left = working_days_between(_sure(asked[-1].happened_at), first_due, calendar)
    return 0 <= left <= DAYS_BEFORE_DUE < working_days_between(received, first_due, calendar)


def _first(events: Sequence[DossierEvent], action: str) -> datetime | None:
    return next((event.happened_at for event in events if event.action == action), None)


def _post(events: Sequence[DossierEvent], action: str) -> int | None:
    return next((event.post_id for event in events if event.action == action), None)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else _sure(moment)


def _sure(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()
