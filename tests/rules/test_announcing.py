"""K1.1 and K1.2: whether a procedure was announced and shown in time, by the working calendar."""

from datetime import date

import pytest

from motcua.blueprints.catalogue.announcing import Announcement, Announcer, is_in_time, show_by
from motcua.foundation.calendar.arithmetic import WorkingCalendar

#: A Tuesday is closed.
CALENDAR = WorkingCalendar(closed=frozenset({date(2026, 11, 24)}))


@pytest.mark.parametrize(
    ("by", "decided", "holds", "good"),
    [
        # Five working days after Monday 16 November: the 23rd.
        pytest.param(Announcer.PROVINCE, date(2026, 11, 16), date(2026, 11, 23), True, id="province on the last day"),
        pytest.param(Announcer.PROVINCE, date(2026, 11, 16), date(2026, 11, 22), False, id="province a day late"),
        # Over the closed day it is one more.
        pytest.param(Announcer.PROVINCE, date(2026, 11, 18), date(2026, 11, 25), False, id="a closed day is none"),
        pytest.param(Announcer.PROVINCE, date(2026, 11, 18), date(2026, 11, 26), True, id="so it is one more"),
        pytest.param(Announcer.MINISTRY, date(2026, 10, 19), date(2026, 11, 16), True, id="ministry in twenty"),
        pytest.param(Announcer.MINISTRY, date(2026, 10, 20), date(2026, 11, 16), False, id="ministry in nineteen"),
        pytest.param(Announcer.PROVINCE, date(2026, 11, 30), date(2026, 11, 16), False, id="after it held"),
    ],
)
def test_decided_so_many_working_days_before_it_holds(by: Announcer, decided: date, holds: date, good: bool) -> None:  # noqa: FBT001
    assert is_in_time(Announcement("1/QĐ", by, decided, holds), CALENDAR) is good


def test_without_its_days_nothing_is_in_time() -> None:
    assert not is_in_time(Announcement("1/QĐ"), CALENDAR)
    assert not is_in_time(Announcement("1/QĐ", decided_on=date(2026, 1, 1)), CALENDAR)


@pytest.mark.parametrize(
    ("by", "decided", "last"),
    [
        pytest.param(Announcer.PROVINCE, date(2026, 11, 16), date(2026, 11, 23), id="province"),
        pytest.param(Announcer.PROVINCE, date(2026, 11, 20), date(2026, 11, 30), id="over a closed day"),
        pytest.param(Announcer.MINISTRY, date(2026, 11, 2), date(2026, 11, 16), id="ministry"),
        pytest.param(Announcer.PROVINCE, date(2026, 11, 14), date(2026, 11, 20), id="decided on a Saturday"),
    ],
)
def test_it_is_to_be_shown_so_many_working_days_later(by: Announcer, decided: date, last: date) -> None:
    assert show_by(Announcement("1/QĐ", by, decided), CALENDAR) == last
