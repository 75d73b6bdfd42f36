"""What stands on the board: four numbers with those of before, and a line for each agency or procedure, worst first."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.blueprints.catalogue.models import Procedure
from motcua.blueprints.catalogue.queries import definition_of
from motcua.effects.reporting import figures
from motcua.effects.reporting.figures import By, Row, Where
from motcua.effects.reporting.measures import DOUBTS, Balance, Measure
from motcua.effects.steering import forecasts
from motcua.effects.steering.sticking import Sticking, sticking
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk.boards.seeing import Seen
from motcua.sites.ui import rates

IN_TIME = (Measure.EARLY, Measure.ON_TIME)
RESULTS = (*IN_TIME, Measure.LATE)


@dataclass(frozen=True, slots=True)
class Days:
    """The month until today, the same days of the month before, and yesterday."""

    today: date
    first: date
    yesterday: date
    first_before: date
    last_before: date


@dataclass(frozen=True, slots=True)
class Numbers:
    received: int
    open: int
    past_due: int
    results: int
    in_time: int

    @property
    def late(self) -> int:
        return self.results - self.in_time

    @property
    def rate(self) -> str:
        return rates.percent(self.in_time, self.results)


@dataclass(frozen=True, slots=True)
class Line:
    """Of one agency or procedure. `code` names it in addresses; `sticks` says where most of its late steps lie."""

    code: str
    name: str
    numbers: Numbers
    foreseen: int
    doubts: int
    sticks: str
    stuck: int


@dataclass(frozen=True, slots=True)
class Board:
    now: Numbers
    before: Numbers
    foreseen: int
    doubts: Mapping[Measure, int]
    by: By
    lines: Sequence[Line]

    @property
    def most_open(self) -> int:
        return max((line.numbers.open for line in self.lines), default=0)

    @property
    def worst(self) -> tuple[int, int]:
        """How many past due the first two lines have together; nought where that says nothing."""
        first = sum(line.numbers.past_due for line in self.lines[:2])
        return (first, self.now.past_due) if len(self.lines) > 2 and first else (0, 0)  # noqa: PLR2004 - "the first two"


def days_of(today: date) -> Days:
    """At the end of a longer month the shorter one before it is compared as a whole."""
    first = today.replace(day=1)
    end_before = first - timedelta(days=1)
    first_before = end_before.replace(day=1)
    last_before = min(first_before + (today - first), end_before)
    return Days(today, first, today - timedelta(days=1), first_before, last_before)


def board(seen: Seen, *, by: By | None, at: datetime, days: Days) -> Board:
    """By agency, or by procedure where there is only one agency to tell of."""
    where = seen.where()
    by = by or (By.AGENCY if seen.agencies is None or len(_names(seen, where, days)) > 1 else By.PROCEDURE)
    flows = _by_key(figures.totals(days.first, days.today, by=(by,), where=where), by)
    open_now = _by_key(figures.balances(days.today, by=(by,), where=where), by)
    stuck = _sticking(seen, by, at=at)
    foreseen = _foreseen(seen, by, at=at)
    named = _named(by, flows.keys() | open_now.keys())
    lines = [
        Line(
            code,
            name,
            _numbers(flows.get(key), open_now.get(key)),
            foreseen[key],
            sum(flows[key][each] for each in DOUBTS) if key in flows else 0,
            *_where_it_sticks(stuck.get(key, ())),
        )
        for key, (code, name) in named.items()
    ]
    return Board(
        now=_sum(lines),
        before=_before(where, days),
        foreseen=foreseen.total(),
        doubts={each: sum(row[each] for row in flows.values()) for each in DOUBTS},
        by=by,
        lines=sorted((line for line in lines if _has_any(line)), key=_worst_first),
    )


def _worst_first(line: Line) -> tuple[int, float, int, str]:
    numbers = line.numbers
    return (-numbers.past_due, rates.share(numbers.in_time, numbers.results) or 100.0, -line.foreseen, line.name)


def _has_any(line: Line) -> bool:
    return bool(line.numbers.received or line.numbers.open or line.numbers.results)


def _by_key(rows: Sequence[Row], by: By) -> dict[int, Row]:
    return {int(str(row.keys[by])): row for row in rows}


def _numbers(flows: Row | None, balance: Row | None) -> Numbers:
    flow, standing = flows or Row(), balance or Row()
    return Numbers(
        received=flow[Measure.RECEIVED],
        open=standing[Balance.OPEN],
        past_due=standing[Balance.PAST_DUE],
        results=sum(flow[each] for each in RESULTS),
        in_time=sum(flow[each] for each in IN_TIME),
    )


def _sum(lines: Sequence[Line]) -> Numbers:
    each = [line.numbers for line in lines]
    return Numbers(
        sum(one.received for one in each),
        sum(one.open for one in each),
        sum(one.past_due for one in each),
        sum(one.results for one in each),
        sum(one.in_time for one in each),
    )


def _before(where: Where, days: Days) -> Numbers:
    flows = figures.totals(days.first_before, days.last_before, where=where)
    standing = figures.balances(days.yesterday, where=where)
    return _numbers(next(iter(flows), None), next(iter(standing), None))


def _names(seen: Seen, where: Where, days: Days) -> list[Row]:
    return figures.balances(days.today, by=(By.AGENCY,), where=where)


def _named(by: By, keys: set[int]) -> dict[int, tuple[str, str]]:
    if by is By.AGENCY:
        agencies = Agency.objects.filter(pk__in=keys).values_list("pk", "code", "name")
        return {pk: (code, name) for pk, code, name in agencies}
    return {one.pk: (one.code, one.short_name) for one in Procedure.objects.filter(pk__in=keys)}


def _foreseen(seen: Seen, by: By, *, at: datetime) -> Counter[int]:
    key = {By.AGENCY: "deciding_agency_id", By.PROCEDURE: "dossier__procedure_version__procedure_id"}[by]
    said = forecasts.standing(seen.agencies, at=at).values_list(key, flat=True).order_by()
    return Counter(said)


def _sticking(seen: Seen, by: By, *, at: datetime) -> dict[int, list[Sticking]]:
    found: dict[int, list[Sticking]] = defaultdict(list)
    for each in sticking(seen.agencies, at=at):
        found[each.deciding_agency_id if by is By.AGENCY else each.procedure_id].append(each)
    return found


def _where_it_sticks(stuck: Sequence[Sticking]) -> tuple[str, int]:
    """The step with most late ones, by its name; steps of the same name at one agency are one."""
    late: Counter[tuple[str, int]] = Counter()
    for each in stuck:
        late[_step_name(each), each.agency_id] += each.late
    if not late:
        return "", 0
    (name, _agency), number = late.most_common(1)[0]
    return name, number


def _step_name(stuck: Sticking) -> str:
    steps = definition_of(stuck.version_id).steps
    return next((step.name for step in steps if step.key == stuck.step), stuck.step)
