"""When the office will answer and by when it would be done: counted with the calendar, by the limits of this case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition, TimeLimit
from motcua.blueprints.catalogue.fees import fees_due, fees_not_set_in_case, stored
from motcua.blueprints.catalogue.time_limits import applicable
from motcua.dossiers.rules import legal_clock
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, Unit, add, legal_day
from motcua.sites.portal import words
from motcua.sites.ui import fee_words


@dataclass(frozen=True, slots=True)
class Prospect:
    """`answered_by`: accepted, asked to complete or refused. `due_at`: what the law would give if accepted at once."""

    answered_by: datetime
    due_at: datetime
    how_long: str
    fees: tuple[fee_words.Line, ...]
    #: Names of fees whose rate the province has not set.
    unset_fees: tuple[str, ...]


def prospect(definition: Definition, answers: Mapping[str, Any], *, channel: str, at: datetime) -> Prospect:
    calendar = versions.calendar_of(versions.current_id())
    limits = applicable(definition, answers=answers, channel=channel)
    due_at, _lines = legal_clock.count(calendar, at, [limit.period for limit in limits])
    on, locality = legal_day(at), settings.PROVINCE_NAME
    return Prospect(
        answered_by=answered_by(definition, channel=channel, at=at),
        due_at=due_at,
        how_long=", ".join(_words(limit) for limit in limits),
        fees=fee_words.lines(
            stored(line) for line in fees_due(definition, answers=answers, channel=channel, on=on, locality=locality)
        ),
        unset_fees=tuple(
            fee.name
            for fee in fees_not_set_in_case(definition, answers=answers, channel=channel, on=on, locality=locality)
        ),
    )


def answered_by(definition: Definition, *, channel: str, at: datetime) -> datetime:
    """By when what was filed at that moment is accepted, sent back for completion or refused."""
    return add(versions.calendar_of(versions.current_id()), at, _to_answer(definition, channel, at=at)).due_at


def _words(limit: TimeLimit) -> str:
    return _("cộng thêm %(period)s") % {"period": words.limit(limit)} if limit.adds_to else words.limit(limit)


def _to_answer(definition: Definition, channel: str, *, at: datetime) -> Period:
    rules = definition.rules_on(legal_day(at))
    if channel == "online":
        return Period(rules.reception_decision_hours_online, Unit.HOUR)
    return Period(rules.reception_decision_days_counter, Unit.WORKING_DAY)
