"""All of it: people first, then day by day, in several processes at once."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from typing import TypeVar

from django.db import connection, connections, models

from motcua.config.seeding import days, people, province, results, scene
from motcua.config.seeding.days import Share, Stage
from motcua.config.seeding.fates import FATES, RECEIVED_FATES, Fate
from motcua.config.seeding.office_time import OfficeTime
from motcua.config.seeding.scene import Road
from motcua.config.seeding.telling import World
from motcua.dossiers.models import Answers, CodeCounter, Dossier, DossierEvent, Filing, HandOver, Remark, WorkItem
from motcua.foundation.accounts.models import Account, Person
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day
from motcua.foundation.calendar.remembering import RememberingCalendar

T = TypeVar("T")

FILLED: tuple[type[models.Model], ...] = (
    Person,
    Account,
    Dossier,
    Answers,
    Filing,
    Remark,
    DossierEvent,
    WorkItem,
    HandOver,
    CodeCounter,
)
#: Each person files so many dossiers in a year, on average.
_DOSSIERS_EACH = 2.5
_PEOPLE_AT_ONCE = 5000
_YEAR = timedelta(days=365)
#: Lives may end later than today; they are told as far as today.
_AHEAD = timedelta(days=400)

#: What every process of the pool works with; the pool is forked after it is set.
_stage: dict[str, Stage] = {}


class NothingToSeedWith(Exception):
    """No published procedure is decided here by an agency with officers."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the dossiers are committed; 0 while the people are made."""

    people: int
    dossiers: int


def fill(count: int, *, at: datetime, processes: int) -> Iterator[Progress]:
    """Add so many dossiers, filed over the twelve months before `at`. What has been reported is committed."""
    today = legal_day(at)
    roads, version, calendar = _roads(at)
    batches = days.share_out(
        count, days=days.worked_days(calendar, first=today - _YEAR, last=today - timedelta(days=1))
    )
    yield from _fill(batches, Set(roads, calendar, version, first=today - _YEAR), at=at, processes=processes)


def fill_province(count: int, online: int, *, at: datetime, processes: int) -> Iterator[Progress]:
    """The nine months that an article printed: exactly so many dossiers, and exactly so many of them online."""
    roads, version, calendar = _roads(at)
    both_ways = {road.deciding for road in roads if road.is_online} & {
        road.deciding for road in roads if not road.is_online
    }
    worked = days.worked_days(calendar, first=province.FIRST_DAY, last=province.LAST_FILED)
    batches = [
        batch
        for unit in province.plan(sorted(both_ways), dossiers=count, online=online)
        for dossiers, is_online in ((unit.online, True), (unit.dossiers - unit.online, False))
        if dossiers
        for batch in days.share_evenly(dossiers, days=worked, agency=unit.agency, online=is_online)
    ]
    stage = Set(roads, calendar, version, first=province.FIRST_DAY, fates=RECEIVED_FATES)
    yield from _fill(batches, stage, at=at, processes=processes)


@dataclass(frozen=True, slots=True)
class Set:
    """What is needed before there are people."""

    roads: Sequence[Road]
    calendar: WorkingCalendar
    version: int
    first: date
    fates: Sequence[Fate] = FATES


def _roads(at: datetime) -> tuple[Sequence[Road], int, WorkingCalendar]:
    version = versions.current()
    calendar = RememberingCalendar(version.as_calendar())
    roads = scene.roads(at=at, calendar=calendar)
    if not roads:
        raise NothingToSeedWith
    return roads, version.pk, calendar


def _fill(batches: Sequence[Sequence[Share]], stage: Set, *, at: datetime, processes: int) -> Iterator[Progress]:
    count = sum(share.dossiers for batch in batches for share in batch)
    settled, accounts = array("q"), array("q")
    for some, theirs in _each(people.add_people, _portions(count, at=at), processes=processes):
        settled, accounts = settled + some, accounts + theirs
        yield Progress(people=len(settled), dossiers=0)
    office = OfficeTime(stage.calendar, first=stage.first - timedelta(days=7), last=legal_day(at) + _AHEAD)
    world = World(office, stage.calendar, now=office.minute(at))
    _stage["is"] = Stage(
        stage.roads,
        settled,
        accounts,
        world,
        calendar_version=stage.version,
        result_file=results.empty_file(at=at),
        fates=stage.fates,
    )
    done = 0
    for more in _each(_fill_days, [(batch,) for batch in batches], processes=processes):
        done += more
        yield Progress(people=len(settled), dossiers=done)


def analyse() -> None:
    """Tell the planner what is there now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(f'"{model._meta.db_table}"' for model in FILLED))


def bytes_filled() -> int:
    """What the tables and their indexes take."""
    tables = [model._meta.db_table for model in FILLED]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(name::regclass))::bigint FROM unnest(%s::text[]) name", [tables]
        )
        return int(cursor.fetchone()[0])


def _fill_days(shares: Sequence[Share]) -> int:
    return days.fill_days(shares, stage=_stage["is"])


def _portions(dossiers: int, *, at: datetime) -> list[tuple[int, datetime]]:
    left, portions = max(1, round(dossiers / _DOSSIERS_EACH)), []
    while left > 0:
        portions.append((min(left, _PEOPLE_AT_ONCE), at))
        left -= _PEOPLE_AT_ONCE
    return portions


def _each(task: Callable[..., T], calls: Sequence[tuple[object, ...]], *, processes: int) -> Iterator[T]:
    """The result of every call, as they finish. One process is this one, inside the caller's transaction."""
    if processes == 1:
        yield from (task(*call) for call in calls)
        return
    # A connection must not be shared by a process and its children.
    connections.close_all()
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        futures = [pool.submit(task, *call) for call in calls]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            for future in futures:
                future.cancel()
