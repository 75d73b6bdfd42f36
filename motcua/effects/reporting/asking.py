"""From what is asked for to the rows of the tallies that answer it: as few as can be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from motcua.effects.reporting.levels import AS_SQL, kinds_of
from motcua.effects.reporting.models import Grain


class By(StrEnum):
    """What figures are told apart by; the key of a row is its value."""

    #: The agency that decides: Agency.pk.
    AGENCY = "agency"
    #: Its level: `levels.Level`.
    LEVEL = "level"
    #: Procedure.pk.
    PROCEDURE = "procedure"
    #: Procedure.sector_name.
    SECTOR = "sector"
    SERVICE_LEVEL = "service_level"
    CHANNEL = "channel"
    #: Post.pk; with no other than month and day.
    OFFICER = "officer"
    #: Its first day.
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Where:
    """Which dossiers; None is all of them. An empty set is none of them: who may see nothing sees nothing."""

    agencies: frozenset[int] | None = None
    levels: frozenset[str] | None = None
    sectors: frozenset[str] | None = None
    procedures: frozenset[int] | None = None
    channels: frozenset[str] | None = None
    service_levels: frozenset[str] | None = None
    #: What these officers took in, asked for and ended. With agencies at most.
    posts: frozenset[int] | None = None


EVERYWHERE = Where()
#: Before every dossier that there is.
BEGINNING = date(1900, 1, 1)

_OF_AGENCY = frozenset({By.AGENCY, By.LEVEL})
_OF_PROCEDURE = frozenset({By.PROCEDURE, By.SECTOR})
_WITH_OFFICER = frozenset({By.OFFICER, By.MONTH, By.DAY})
_KEY_SQL: Mapping[By, str] = {
    By.AGENCY: "t.agency_id",
    By.LEVEL: AS_SQL,
    By.PROCEDURE: "t.procedure_id",
    By.SECTOR: "p.sector_name",
    By.SERVICE_LEVEL: "t.service_level",
    By.CHANNEL: "t.channel",
    By.OFFICER: "t.post_id",
    By.MONTH: "date_trunc('month', t.starts_on)::date",
    By.DAY: "t.starts_on",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole days, months or years of a period; `until` is no longer part of it."""

    grain: Grain
    first: date
    until: date


def pieces(first: date, last: date, *, finest: Grain = Grain.YEAR) -> list[Piece]:
    """The period, cut into years, months and days: years only where they are whole, and no longer than `finest`."""
    return [piece for piece in _cut(first, last + timedelta(days=1), finest) if piece.first < piece.until]


def _cut(first: date, until: date, finest: Grain) -> Iterator[Piece]:
    if finest is Grain.DAY:
        yield Piece(Grain.DAY, first, until)
        return
    months_from, months_until = _month_from(first), until.replace(day=1)
    if months_from >= months_until:
        yield Piece(Grain.DAY, first, until)
        return
    yield Piece(Grain.DAY, first, months_from)
    yield Piece(Grain.DAY, months_until, until)
    years_from, years_until = _year_from(months_from), months_until.replace(month=1)
    if finest is Grain.MONTH or years_from >= years_until:
        yield Piece(Grain.MONTH, months_from, months_until)
        return
    yield Piece(Grain.MONTH, months_from, years_from)
    yield Piece(Grain.MONTH, years_until, months_until)
    yield Piece(Grain.YEAR, years_from, years_until)


def _month_from(day: date) -> date:
    return day if day.day == 1 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _year_from(month: date) -> date:
    return month if month.month == 1 else date(month.year + 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a query over cells `t`, with its parameters."""

    keys: tuple[str, ...]
    joins: str
    where: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


def asked(first: date, last: date, *, by: Sequence[By], where: Where, of_durations: bool = False) -> Asked:
    """Raises ValueError where these are counted in no cell: officers have none by procedure."""
    of_officers = By.OFFICER in by or where.posts is not None
    if of_officers and (of_durations or not _WITH_OFFICER.issuperset(by) or _narrow(where)):
        message = "Officers are counted by month and day, at agencies, and by nothing else"
        raise ValueError(message)
    cut = _pieces_sql(pieces(first, last, finest=_finest(by)))
    kind, joins, conditions = _of_officers(where) if of_officers else _of_cells(by, where, of_durations=of_durations)
    return Asked(
        keys=tuple(_KEY_SQL[each] for each in by),
        joins=joins,
        where=" AND ".join([kind, cut, *conditions]),
        parameters=parameters_of(where),
    )


def _finest(by: Sequence[By]) -> Grain:
    return Grain.DAY if By.DAY in by else Grain.MONTH if By.MONTH in by else Grain.YEAR


def _narrow(where: Where) -> bool:
    return any(each is not None for each in (where.levels, where.sectors, where.procedures, where.channels))


def _pieces_sql(cut: list[Piece]) -> str:
    told = (f"(t.grain = '{p.grain}' AND t.starts_on >= '{p.first}' AND t.starts_on < '{p.until}')" for p in cut)
    return f"({' OR '.join(told)})" if cut else "false"


def _of_officers(where: Where) -> tuple[str, str, list[str]]:
    conditions = [
        condition
        for condition, given in (
            ("t.post_id = ANY(%(posts)s)", where.posts),
            (
                "t.post_id IN (SELECT o.id FROM organisations_post o WHERE o.agency_id = ANY(%(agencies)s))",
                where.agencies,
            ),
        )
        if given is not None
    ]
    return "t.post_id IS NOT NULL", "", conditions


def _of_cells(by: Sequence[By], where: Where, *, of_durations: bool) -> tuple[str, str, list[str]]:
    agency = bool(_OF_AGENCY.intersection(by)) or where.agencies is not None or where.levels is not None
    procedure = bool(_OF_PROCEDURE.intersection(by)) or where.procedures is not None or where.sectors is not None
    # Where neither is asked about, the cells of agencies are the fewer.
    kind = (
        "t.agency_id IS NOT NULL AND t.procedure_id IS NOT NULL"
        if agency and procedure
        else "t.agency_id IS NULL AND t.procedure_id IS NOT NULL"
        if procedure
        else "t.agency_id IS NOT NULL AND t.procedure_id IS NULL"
    )
    joins = [
        *(["JOIN organisations_agency a ON a.id = t.agency_id"] if By.LEVEL in by else []),
        *(["JOIN catalogue_procedure p ON p.id = t.procedure_id"] if By.SECTOR in by else []),
    ]
    if of_durations and By.SERVICE_LEVEL in by:
        message = "Durations are not told apart by service level"
        raise ValueError(message)
    return kind, " ".join(joins), conditions_on(where, row="t")


def conditions_on(where: Where, *, row: str) -> list[str]:
    """Over a cell or a fact: both have these columns."""
    return [
        condition.format(row=row)
        for condition, given in (
            # Of one agency its index gives them in their order, of several it would not.
            ("{row}.agency_id = " + ("%(agency)s" if _is_one(where) else "ANY(%(agencies)s)"), where.agencies),
            (
                "{row}.agency_id IN (SELECT l.id FROM organisations_agency l WHERE l.kind = ANY(%(kinds)s))",
                where.levels,
            ),
            ("{row}.procedure_id = ANY(%(procedures)s)", where.procedures),
            (
                "{row}.procedure_id IN (SELECT s.id FROM catalogue_procedure s WHERE s.sector_name = ANY(%(sectors)s))",
                where.sectors,
            ),
            ("{row}.channel = ANY(%(channels)s)", where.channels),
            ("{row}.service_level = ANY(%(service_levels)s)", where.service_levels),
        )
        if given is not None
    ]


def _is_one(where: Where) -> bool:
    return where.agencies is not None and len(where.agencies) == 1


def parameters_of(where: Where) -> dict[str, Any]:
    return {
        "agencies": sorted(where.agencies or ()),
        "agency": next(iter(where.agencies or ()), None),
        "kinds": kinds_of(where.levels or frozenset()),
        "procedures": sorted(where.procedures or ()),
        "sectors": sorted(where.sectors or ()),
        "channels": sorted(where.channels or ()),
        "service_levels": sorted(where.service_levels or ()),
        "posts": sorted(where.posts or ()),
    }
