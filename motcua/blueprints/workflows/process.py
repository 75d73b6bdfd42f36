"""The process of a procedure: its steps and what follows what. Pure.

One rule makes sequences, branches, joins and loops: a step opens when something has led to it and nothing that is
still under way can lead to it any more. So a join needs no sign of its own, and a branch that was not taken holds
nobody up.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from motcua.blueprints.expressions.tree import Call, Tree
from motcua.blueprints.workflows.steps import Act, Step, step_named


@dataclass(frozen=True, slots=True)
class Flow:
    """What follows: always, where `when` holds, after the choice `on`, or `otherwise`, where nothing else does."""

    source: str
    target: str
    when: Tree | None = None
    on: str = ""
    otherwise: bool = False

    @property
    def is_sure(self) -> bool:
        return self.when is None and not self.on and not self.otherwise


@dataclass(frozen=True)
class Process:
    """`steps` begin with the acceptance. Steps that a channel does not pass are left out with `for_channel`."""

    steps: tuple[Step, ...]
    flows: tuple[Flow, ...]

    def step(self, key: str) -> Step:
        """Raises StepUnknown."""
        return step_named(self.steps, key=key)

    def has(self, act: Act) -> bool:
        return any(step.act is act for step in self.steps)

    def following(self, done: str, *, on: str = "", holds: Callable[[Tree], bool]) -> tuple[Step, ...]:
        """The steps to which the one that is done leads in this case; none at the end."""
        flows = [flow for flow in self.flows if flow.source == done]
        taken = [flow for flow in flows if not flow.otherwise and _is_taken(flow, on=on, holds=holds)]
        found = taken or [flow for flow in flows if flow.otherwise]
        return tuple(self.step(key) for key in dict.fromkeys(flow.target for flow in found))

    def opening(self, *, waiting: Collection[str], begun: Collection[str]) -> frozenset[str]:
        """Which of the waiting steps open now. Where nothing is begun and all wait for each other, the first does."""
        under_way = (*begun, *waiting)
        may = [key for key in waiting if self.may_open(key, under_way=under_way)]
        return frozenset(may or ([] if begun else list(waiting)[:1]))

    def may_open(self, key: str, *, under_way: Iterable[str]) -> bool:
        """Whether nothing that is open or waiting can still lead to the step."""
        return not any(key in self.reached_from[other] for other in under_way if other != key)

    def share_left(self, key: str) -> int:
        """The largest sum of shares on a way from the step to an end, its own among them; loops are walked once."""
        return self._share_left(key, frozenset())

    def before(self, key: str) -> tuple[Step, ...]:
        """The steps that lead to it directly."""
        return tuple(self.step(flow.source) for flow in self.flows if flow.target == key)

    @cached_property
    def reached_from(self) -> dict[str, frozenset[str]]:
        """For each step everything that can come after it, by whatever way."""
        return {step.key: frozenset(self._walk(step.key)) for step in self.steps}

    def for_channel(self, channel: str) -> "Process":
        """Without the steps of other channels: what led to one of them leads to what follows it."""
        process = self
        for step in self.steps:
            if step.channel not in ("any", channel):
                process = process.without(step.key)
        return process

    def without(self, key: str) -> "Process":
        ins = [flow for flow in self.flows if flow.target == key]
        outs = [flow for flow in self.flows if flow.source == key]
        joined = [_bridge(first, second) for first in ins for second in outs]
        rest = [flow for flow in self.flows if key not in (flow.source, flow.target)]
        return Process(tuple(step for step in self.steps if step.key != key), (*rest, *joined))

    def _walk(self, start: str) -> Iterator[str]:
        seen: set[str] = set()
        ahead = [flow.target for flow in self.flows if flow.source == start]
        while ahead:
            key = ahead.pop()
            if key not in seen:
                seen.add(key)
                yield key
                ahead.extend(flow.target for flow in self.flows if flow.source == key)

    def _share_left(self, key: str, passed: Collection[str]) -> int:
        walked = frozenset({*passed, key})
        ahead = (flow.target for flow in self.flows if flow.source == key and flow.target not in walked)
        return self.step(key).share_pct + max((self._share_left(each, walked) for each in ahead), default=0)


def in_sequence(steps: Collection[Step]) -> tuple[Flow, ...]:
    """One after the other, as they stand in the file: what a process is that names no flows."""
    return tuple(Flow(one.key, other.key) for one, other in pairwise(steps))


def _bridge(first: Flow, second: Flow) -> Flow:
    """One flow in place of two, where the step between them is left out."""
    conditions = tuple(each for each in (first.when, second.when) if each is not None)
    when = Call("all", conditions) if len(conditions) > 1 else next(iter(conditions), None)
    return Flow(first.source, second.target, when, first.on, first.otherwise or second.otherwise)


def _is_taken(flow: Flow, *, on: str, holds: Callable[[Tree], bool]) -> bool:
    return (not flow.on or flow.on == on) and (flow.when is None or holds(flow.when))
