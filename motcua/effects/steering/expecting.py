"""Whether a dossier will miss its date, said early and with its reason. Pure.

What is still to be done is reckoned along the longest way of the process: for each step how long it lately took at the
agency where that is known from enough dossiers, and otherwise its share of the whole time. More than the time that is
left makes a forecast; so does a step that has lain longer than nine in ten did.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.blueprints.workflows import graph
from motcua.blueprints.workflows.process import Process
from motcua.blueprints.workflows.steps import Act

#: Fewer finished steps than this say nothing about the next one.
ENOUGH = 10


class Why(StrEnum):
    """What makes it look late; its sentence stands at the desk."""

    #: The open step has lain longer than nine in ten at this agency.
    LIES_LONG = "lies_long"
    #: The rest of the open step and what comes after it usually take longer than there is time.
    BY_PACE = "by_pace"
    #: The same by the shares of the process, where nothing is known of how long it takes.
    BY_SHARE = "by_share"


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a step lately took, in working minutes, by so many finished ones."""

    median: int
    p90: int
    sample: int

    @property
    def is_known(self) -> bool:
        return self.sample >= ENOUGH


@dataclass(frozen=True, slots=True)
class Open:
    """A step that is open, and for how many working minutes it has been."""

    step: str
    spent: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """What there is to know of one dossier: its whole time and what is left of it, and the open steps."""

    process: Process
    whole: int
    left: int
    open: tuple[Open, ...]
    paces: Mapping[str, Pace]


@dataclass(frozen=True, slots=True)
class Expected:
    """That it will be late: by which open step, why, and the numbers that anybody can check."""

    step: str
    why: Why
    spent: int
    usual: int
    after: int
    left: int
    sample: int


def expect(ahead: Ahead) -> Expected | None:
    """The worst branch, or None where there is time enough."""
    late = [found for each in ahead.open if (found := _expect(each, ahead)) is not None]
    return max(late, key=lambda found: found.usual + found.after - found.spent, default=None)


def _expect(item: Open, ahead: Ahead) -> Expected | None:
    usual, pace = _usual(item.step, ahead), ahead.paces.get(item.step)
    known = pace is not None and pace.is_known
    after = _after(item.step, ahead)
    sample = pace.sample if pace is not None and known else 0
    why = Why.BY_PACE if known else Why.BY_SHARE
    if pace is not None and known and item.spent > pace.p90:
        why = Why.LIES_LONG
    elif max(usual - item.spent, 0) + after <= ahead.left:
        return None
    return Expected(item.step, why, item.spent, usual, after, ahead.left, sample)


def _usual(step: str, ahead: Ahead) -> int:
    pace = ahead.paces.get(step)
    if pace is not None and pace.is_known:
        return pace.median
    return ahead.whole * ahead.process.step(step).share_pct // 100


def _after(step: str, ahead: Ahead) -> int:
    """What follows on the longest way. Handing out comes after the clock has stopped; in some steps it stands."""
    process = ahead.process
    takes = {
        each.key: 0 if each.act is Act.DELIVER or each.stops_the_clock else _usual(each.key, ahead)
        for each in process.steps
    }
    return graph.longest(process.onward, takes)[step] - takes[step]
