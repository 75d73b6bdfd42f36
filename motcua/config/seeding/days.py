"""The filings of a few working days, in one transaction: codes without gaps, or nothing at all."""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from random import Random
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from motcua.config.seeding import results, rows
from motcua.config.seeding.copying import reserve
from motcua.config.seeding.fates import FATES, Fate
from motcua.config.seeding.life import live
from motcua.config.seeding.rows import Lived
from motcua.config.seeding.scene import Road, Seat
from motcua.config.seeding.telling import Telling, World
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.codes import dossier_code
from motcua.foundation.calendar.arithmetic import WorkingCalendar

#: So many dossiers are held in memory at once, and make a transaction worth while.
_SLICE = 1000
#: The last working days are so many times as busy, the very last one first: every desk shall have work now.
_BUSY = (10.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0)
_RESERVE_CODES = """
    INSERT INTO dossiers_codecounter (agency_code, day, last) VALUES (%(agency)s, %(day)s, %(count)s)
    ON CONFLICT (agency_code, day) DO UPDATE SET last = dossiers_codecounter.last + %(count)s
    RETURNING last
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """What every day has in common."""

    roads: Sequence[Road]
    people: "array[int]"
    accounts: "array[int]"
    world: World
    calendar_version: int
    #: The file of every result: one for all, with nothing in it.
    result_file: UUID
    fates: Sequence[Fate] = FATES

    def roads_of(self, agency: int | None, *, online: bool | None) -> Sequence[Road]:
        """Those of an agency and a way of filing, where these are given."""
        return [
            road
            for road in self.roads
            if (agency is None or road.deciding == agency) and (online is None or road.is_online == online)
        ]


class Share(NamedTuple):
    """So many dossiers are filed on this day; at one agency and by one way, where they are given."""

    day: date
    dossiers: int
    agency: int | None = None
    online: bool | None = None


class _Filing(NamedTuple):
    minute: float
    road: Road
    code: str


def fill_days(shares: Sequence[Share], *, stage: Stage) -> int:
    """File so many dossiers on each of these days, and tell what became of them."""
    with transaction.atomic(), connection.cursor() as cursor:
        # A batch that is lost in a crash is lost whole; waiting for the disk each time buys nothing here.
        cursor.execute("SET LOCAL synchronous_commit = off")
        numbers = reserve(Dossier, sum(share.dossiers for share in shares))
        chance = Random(numbers[0])
        filings = [filing for share in shares for filing in _filings(share, stage=stage, chance=chance)]
        for start in range(0, len(numbers), _SLICE):
            part = slice(start, start + _SLICE)
            lives = [
                _lived(number, filing, stage=stage, chance=chance)
                for number, filing in zip(numbers[part], filings[part], strict=True)
            ]
            rows.add(lives, calendar=stage.world.calendar, calendar_version=stage.calendar_version, chance=chance)
            results.add(lives, file=stage.result_file)
    return len(numbers)


def _filings(share: Share, *, stage: Stage, chance: Random) -> list[_Filing]:
    """When each comes, to whom, and under which code: the earlier, the lower."""
    day, count = share.day, share.dossiers
    roads = stage.roads_of(share.agency, online=share.online)
    opens, closes = stage.world.office.day(day)
    minutes = sorted(chance.uniform(opens, closes) for _ in range(count))
    chosen = chance.choices(roads, cum_weights=list(accumulate(road.weight for road in roads)), k=count)
    next_number = {
        agency: _reserve_codes(agency, day, of_agency) - of_agency + 1
        for agency, of_agency in sorted(Counter(road.agency_code for road in chosen).items())
    }
    filings = []
    for minute, road in zip(minutes, chosen, strict=True):
        number = next_number[road.agency_code]
        next_number[road.agency_code] = number + 1
        code = dossier_code(agency_code=road.agency_code, day=day, number=number)
        filings.append(_Filing(minute, road, code))
    return filings


def _reserve_codes(agency: str, day: date, count: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE_CODES, {"agency": agency, "day": day, "count": count})
        return int(cursor.fetchone()[0])


def _lived(number: int, filing: _Filing, *, stage: Stage, chance: Random) -> Lived:
    who = int(chance.random() * len(stage.people))
    story = Telling(
        filing.road,
        chance.choices(stage.fates, weights=[fate.per_mille for fate in stage.fates])[0],
        applicant=Seat(account=stage.accounts[who]),
        filed=filing.minute,
        world=stage.world,
        chance=chance,
    )
    return Lived(number, filing.code, stage.people[who], live(story))


def share_out(count: int, *, days: Sequence[date]) -> list[list[Share]]:
    """So many over these days, the last of them busier, in batches."""
    weights = [1.0] * len(days)
    weights[-len(_BUSY) :] = reversed(_BUSY[: len(days)])
    return share_evenly(count, days=days, weights=weights)


def share_evenly(
    count: int,
    *,
    days: Sequence[date],
    weights: Sequence[float] | None = None,
    agency: int | None = None,
    online: bool | None = None,
) -> list[list[Share]]:
    """So many over these days, each as busy as the others or as its weight says, in batches."""
    weights = weights or [1.0] * len(days)
    total, given = sum(weights), 0
    batches: list[list[Share]] = [[]]
    for day, upto in zip(days, accumulate(weights), strict=True):
        share = round(count * upto / total) - given
        given += share
        if sum(earlier.dossiers for earlier in batches[-1]) + share > _SLICE:
            batches.append([])
        if share:
            batches[-1].append(Share(day, share, agency, online))
    return [batch for batch in batches if batch]


def worked_days(calendar: WorkingCalendar, *, first: date, last: date) -> list[date]:
    day, found = calendar.open_day_from(first), []
    while day <= last:
        found.append(day)
        day = calendar.next_open_day(day)
    return found
