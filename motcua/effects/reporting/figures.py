"""Read the figures: for a period or at the end of a day, by whatever they are to be told apart by.

Days are legal days and both ends of a period belong to it. Nothing here knows who is asking: hand in a `Where`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from motcua.effects.reporting.measures import Balance, Measure


class By(StrEnum):
    """What figures are told apart by. The key of a row is the value in brackets."""

    AGENCY = "agency"  #: the agency that decides (Agency.pk)
    LEVEL = "level"  #: its level (organisations: "province", "commune", "vertical")
    PROCEDURE = "procedure"  #: Procedure.pk
    SECTOR = "sector"  #: Procedure.sector_name
    SERVICE_LEVEL = "service_level"  #: ServiceLevel
    CHANNEL = "channel"  #: Channel
    OFFICER = "officer"  #: Post.pk; alone, without any of the others
    MONTH = "month"  #: its first day
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Where:
    """Which dossiers; None is all of them. An empty set is none of them: who may see nothing sees nothing."""

    agencies: frozenset[int] | None = None
    levels: frozenset[str] | None = None
    sectors: frozenset[str] | None = None
    procedures: frozenset[int] | None = None
    channels: frozenset[str] | None = None
    posts: frozenset[int] | None = None


EVERYWHERE = Where()


@dataclass(frozen=True, slots=True)
class Row:
    """What was counted under some keys. A measure that is not in `counts` was not counted: nought."""

    keys: Mapping[By, int | str | date] = field(default_factory=dict)
    counts: Mapping[Measure | Balance, int] = field(default_factory=dict)

    def __getitem__(self, counted: Measure | Balance) -> int:
        return self.counts.get(counted, 0)


@dataclass(frozen=True, slots=True)
class Durations:
    """Working days that results took: half of them no more than `median`, nine of ten no more than `ninety`."""

    keys: Mapping[By, int | str | date]
    dossiers: int
    median: int
    ninety: int


@dataclass(frozen=True, slots=True)
class Page:
    """Codes of dossiers in the order of their day, and where the next page begins; empty on the last one."""

    codes: Sequence[str]
    after: str


@dataclass(frozen=True, slots=True)
class Freshness:
    """Everything that happened up to `as_of` is counted; `rebuilding` while the figures are computed anew."""

    as_of: datetime
    rebuilding: bool


def totals(first: date, last: date, *, by: Sequence[By] = (), where: Where = EVERYWHERE) -> list[Row]:
    """The flows of a period, one row for each combination of keys that has any, in the order of the keys."""
    raise NotImplementedError


def balances(on: date, *, by: Sequence[By] = (), where: Where = EVERYWHERE) -> list[Row]:
    """What there is at the end of a day. The balance carried into a period is that of the day before it."""
    raise NotImplementedError


def durations(first: date, last: date, *, by: Sequence[By] = (), where: Where = EVERYWHERE) -> list[Durations]:
    """How long the results of a period took. Not by officer, month, day or service level."""
    raise NotImplementedError


def dossiers(
    measure: Measure | Balance, first: date, last: date, *, where: Where = EVERYWHERE, after: str = "", size: int = 100
) -> Page:
    """The dossiers behind a number; of a balance, those at the end of `last`. Exactly as many as it says."""
    raise NotImplementedError


def as_of(*, at: datetime) -> Freshness:
    """How fresh the figures are."""
    raise NotImplementedError
