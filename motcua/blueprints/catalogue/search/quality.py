"""How well the search answers a list of questions whose answers are known. Judged on our own procedures alone."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from motcua.blueprints.catalogue.search.outcome import Outcome

NONE = "NONE"
#: How many of the first hits may hold the answer.
FIRST = {"top1": 1, "top3": 3}
#: A word that stands for several is answered by two of them among the first five.
SEVERAL, AMONG = 2, 5
_NEEDED = ("query", "expected")


class NotAList(Exception):
    """The file is not a table of questions: a line of names, then one question a line, with tabs between."""


@dataclass(frozen=True, slots=True)
class Case:
    query: str
    expected: frozenset[str]
    match: str
    kind: str

    @property
    def has_answer(self) -> bool:
        return bool(self.expected)


@dataclass(frozen=True, slots=True)
class Judged:
    case: Case
    found: tuple[str, ...]
    confident: bool
    seconds: float

    @property
    def in_top_3(self) -> bool:
        return bool(self.case.expected.intersection(self.found[:3]))

    @property
    def is_right(self) -> bool:
        """As strictly as the list asks: first, among three, two among five; without an answer, not confident."""
        if not self.case.has_answer:
            return not self.confident
        if self.case.match == "clarify":
            return len(self.case.expected.intersection(self.found[:AMONG])) >= min(SEVERAL, len(self.case.expected))
        return bool(self.case.expected.intersection(self.found[: FIRST.get(self.case.match, 3)]))


def read(file: Path) -> list[Case]:
    """Raises NotAList. Queries stay as they were typed, spaces and all."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line.rstrip("\r\n") for line in lines), delimiter="\t", quoting=csv.QUOTE_NONE)
        if not set(_NEEDED) <= set(rows.fieldnames or ()):
            raise NotAList
        return [_case(row) for row in rows]


def judge(cases: Iterable[Case], search: Callable[[str], Outcome]) -> list[Judged]:
    return list(_judged(cases, search))


def percentiles(judged: Iterable[Judged]) -> tuple[float, float]:
    """Milliseconds: half are faster than the first, nineteen of twenty than the second."""
    times = [each.seconds * 1000 for each in judged]
    cuts = quantiles(times, n=20, method="inclusive") if len(times) > 1 else times * 19
    return cuts[9], cuts[18]


def _judged(cases: Iterable[Case], search: Callable[[str], Outcome]) -> Iterator[Judged]:
    for case in cases:
        begun = perf_counter()
        outcome = search(case.query)
        seconds = perf_counter() - begun
        yield Judged(case, tuple(hit.code for hit in outcome.fileable), outcome.confident, seconds)


def _case(row: dict[str, str]) -> Case:
    expected = frozenset(filter(None, (row["expected"] or "").split("|"))) - {NONE}
    return Case(row["query"] or "", expected, row.get("match") or "top3", row.get("kind") or "-")
