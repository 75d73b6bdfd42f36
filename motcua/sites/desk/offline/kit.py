"""What a counter takes along for a day without a line: numbers with their secrets, procedures with their papers and
every date that it may have to print. No date is counted over there.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.definition import Definition, TimeLimit
from motcua.dossiers.commands import leasing
from motcua.dossiers.models import Channel, LeasedNumber, NumberLease
from motcua.effects.slips import wording
from motcua.foundation.accounts import envelopes
from motcua.foundation.accounts.sealed import unseal
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import VIETNAM, WorkingCalendar
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk.counter.procedures import deciding
from motcua.sites.ui import formats


def kit(leases: Iterable[NumberLease], request: HttpRequest, *, officer: str, at: datetime) -> dict[str, Any]:
    """Of the open leases of a unit, as the page over there keeps it."""
    found = list(leases)
    agencies = {each.agency_id: each.agency for each in found}
    days = sorted({each.day for each in found})
    tracking = request.build_absolute_uri(reverse("portal:tracking"))
    return {
        "unit": found[0].unit.name if found else "",
        "officer": officer,
        "made_at": at.isoformat(),
        "tracking": tracking.split("://", 1)[-1],
        "hotline": settings.HOTLINE,
        "leases": [_lease(each, tracking) for each in found],
        "procedures": list(_procedures(list(agencies.values()), days)),
    }


def _lease(taken: NumberLease, tracking: str) -> dict[str, Any]:
    free = taken.numbers.filter(reception=None, void_at=None).order_by("number")
    return {
        "lease": str(taken.uuid),
        "agency": taken.agency.code,
        "agency_name": taken.agency.name,
        "day": taken.day.isoformat(),
        "key": envelopes.public_key(unseal(taken.private_key_sealed)),
        "numbers": [_number(each, tracking) for each in free],
    }


def _number(each: LeasedNumber, tracking: str) -> dict[str, str]:
    """The secret stands behind the hash of the address, which no server is told."""
    address = f"{tracking}?{urlencode({'code': each.code})}#{urlencode({'secret': each.secret})}"
    drawn = segno.make(address, error="m").svg_data_uri(border=2, light="#fff", dark="#000", omitsize=True)
    return {"code": each.code, "secret": f"{each.secret[:4]} {each.secret[4:]}", "qr": drawn}


def _procedures(agencies: list[Agency], days: list[date]) -> Iterator[dict[str, Any]]:
    calendar = versions.calendar_of(versions.current_id())
    for procedure in queries.published():
        assert procedure.current_version_id is not None, "published procedures have a version"
        definition = queries.definition_of(procedure.current_version_id)
        deciders = deciding(definition, agencies, channel=Channel.COUNTER)
        if deciders:
            yield {
                "code": definition.code,
                "name": definition.short_name,
                "full_name": definition.name,
                "agencies": [agency.code for agency in deciders],
                "sets": definition.paper_sets,
                "papers": [
                    {"key": paper.key, "name": paper.name, "always": paper.required and paper.when is None}
                    for group in definition.paper_groups
                    for paper in group.papers
                ],
                "limits": [_limit(definition, limit, days, calendar) for limit in _limits(definition)],
            }


def _limits(definition: Definition) -> list[TimeLimit]:
    """The usual one first."""
    of_counter = [each for each in definition.time_limits if each.channel in ("any", Channel.COUNTER)]
    return sorted(of_counter or [definition.default_limit], key=lambda each: not each.default)


def _limit(definition: Definition, limit: TimeLimit, days: list[date], calendar: WorkingCalendar) -> dict[str, Any]:
    return {
        "key": limit.key,
        "name": limit.name,
        "said": wording.periods(leasing.periods_of(definition, limit=limit.key)),
        "due": {day.isoformat(): _due(definition, limit, day, calendar) for day in days},
    }


def _due(definition: Definition, limit: TimeLimit, day: date, calendar: WorkingCalendar) -> list[dict[str, str]]:
    """From which hour of the day which date is printed; none where the limit is counted in hours."""
    hours = [time(0), calendar.closes_at(day).time()]
    hours += [_after(period.cutoff) for period in leasing.periods_of(definition, limit=limit.key) if period.cutoff]
    found: list[dict[str, str]] = []
    for hour in sorted(set(hours)):
        moment = datetime.combine(day, hour, tzinfo=VIETNAM)
        due = leasing.due_of(definition, limit=limit.key, at=moment, calendar=calendar)
        if due is None:
            return []
        if not found or found[-1]["at"] != due.isoformat():
            found.append({"from": f"{hour:%H:%M}", "at": due.isoformat(), "said": formats.appointment(due)})
    return found


def _after(cutoff: time) -> time:
    """The first minute that counts as late: what comes at the hour itself is still in time."""
    return (datetime.combine(date.min, cutoff) + timedelta(minutes=1)).time()
