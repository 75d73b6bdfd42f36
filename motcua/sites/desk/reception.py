"""By when the one-stop unit must have said yes, no, or what is missing."""

from datetime import datetime
from functools import cached_property

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Channel
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, Unit, WorkingCalendar, add, legal_day


class DecideBy:
    """Asked for each row of a page; the calendar is read at the first."""

    def __call__(self, *, submitted_at: datetime, channel: str, version_id: int) -> datetime:
        rules = definition_of(version_id).rules_on(legal_day(submitted_at))
        online = Period(rules.reception_decision_hours_online, Unit.HOUR)
        otherwise = Period(rules.reception_decision_days_counter, Unit.WORKING_DAY)
        return add(self._calendar, submitted_at, online if channel == Channel.ONLINE else otherwise).due_at

    @cached_property
    def _calendar(self) -> WorkingCalendar:
        return versions.calendar_of(versions.current_id())
