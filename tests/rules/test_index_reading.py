"""The national index and the law read the same events, and do not always say the same."""

from datetime import datetime, timedelta
from typing import Any

from motcua.dossiers.rules.index_reading import IndexReading, Why, index_reading
from motcua.dossiers.rules.lifecycle import Action, Clock, State
from motcua.dossiers.rules.projection import Happened
from motcua.foundation.calendar.arithmetic import VIETNAM

APPOINTMENT = datetime(2026, 11, 9, 17, tzinfo=VIETNAM)


def nov(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=VIETNAM)


def happened(*told: tuple[Action, datetime]) -> list[Happened]:
    nothing: dict[str, Any] = {}
    return [
        Happened(number, action, State.IN_PROGRESS, Clock.KEEP, at, 1, nothing)
        for number, (action, at) in enumerate(told, start=1)
    ]


def read(*told: tuple[Action, datetime], at: datetime) -> IndexReading:
    found = index_reading(happened(*told), appointment=APPOINTMENT, at=at)
    assert found is not None
    return found


ACCEPTED = (Action.ACCEPT, nov(2))
ASKED, ANSWERED = (Action.REQUEST_SUPPLEMENT, nov(4)), (Action.SUPPLEMENT, nov(16))


def test_before_acceptance_there_is_nothing_to_judge() -> None:
    assert index_reading(happened((Action.SUBMIT, nov(2))), appointment=None, at=nov(3)) is None


def test_finished_after_the_appointment_is_late_and_handing_over_later_is_not() -> None:
    late = read(ACCEPTED, (Action.PUBLISH, nov(10)), at=nov(20))
    in_time = read(ACCEPTED, (Action.PUBLISH, nov(9)), (Action.DELIVER, nov(19)), at=nov(20))

    assert (late.why, in_time.why) == (Why.LATE, Why.IN_TIME)
    assert in_time.ended_at == nov(9)


def test_the_time_of_an_answered_supplement_is_subtracted() -> None:
    found = read(ACCEPTED, ASKED, ANSWERED, (Action.PUBLISH, nov(20)), at=nov(30))

    assert (found.waited, found.ended_at - found.waited) == (timedelta(days=12), nov(8))
    assert found.on_time


def test_while_a_supplement_is_awaited_the_end_is_the_moment_of_the_request() -> None:
    found = read(ACCEPTED, ASKED, at=nov(30))

    assert (found.ended_at, found.is_open, found.why) == (nov(4), True, Why.IN_TIME)


def test_a_second_request_is_late_whatever_the_dates_say() -> None:
    again = (Action.REQUEST_SUPPLEMENT, nov(17))
    found = read(ACCEPTED, ASKED, ANSWERED, again, at=nov(18))

    assert (found.requests, found.why) == (2, Why.ASKED_AGAIN)


def test_an_open_dossier_is_judged_at_the_end_of_the_period() -> None:
    assert read(ACCEPTED, at=nov(9)).on_time
    assert read(ACCEPTED, at=nov(10)).why is Why.LATE


def test_waiting_before_acceptance_is_not_subtracted_but_is_a_request() -> None:
    before = [(Action.SUBMIT, nov(1)), (Action.ASK_TO_COMPLETE, nov(1, 10)), (Action.RESUBMIT, nov(2, 8))]
    found = read(*before, ACCEPTED, (Action.PUBLISH, nov(9)), at=nov(20))

    assert (found.waited, found.requests, found.on_time) == (timedelta(), 1, True)
