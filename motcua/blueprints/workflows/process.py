"""The process of a procedure: its steps and what follows what. Pure.

One rule makes sequences, branches, joins and loops: a step opens when something has led to it, nothing that is still
under way can lead to it any more, and nothing that has begun comes after it. So a join needs no sign of its own, a
branch that was not taken holds nobody up, and a part that is done again waits until its branches are at rest. Flows
that go back do not count as ways: else the steps of a loop would all wait for each other. As it is, of those under way
one can always open.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from motcua.blueprints.expressions.tree import Call, Tree, Value
from motcua.blueprints.workflows import graph
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
    #: Of which this is the part that a channel passes: what comes before what is the same in both.
    whole: "Process | None" = field(default=None, compare=False)

    def step(self, key: str) -> Step:
        """Raises StepUnknown."""
        return step_named(self.steps, key=key)

    def has(self, act: Act) -> bool:
        return any(step.act is act for step in self.steps)

    def following(self, done: str, *, on: str = "", holds: Callable[[Tree], bool]) -> tuple[Step, ...]:
        """The steps to which the one that is done leads in this case; none at the end."""
        flows = [flow for flow in self.flows_from(done) if _is_taken(flow, on=on, holds=holds)]
        found = [flow for flow in flows if not flow.otherwise] or flows
        return tuple(self.step(key) for key in dict.fromkeys(flow.target for flow in found))

    def opening(self, *, waiting: Collection[str], begun: Collection[str]) -> frozenset[str]:
        """Which of the waiting steps open now. Where nothing is begun, at least one does."""
        under_way = (*begun, *waiting)
        return frozenset(
            key for key in waiting if self.may_open(key, under_way=under_way) and self.all_ahead[key].isdisjoint(begun)
        )

    def may_open(self, key: str, *, under_way: Iterable[str]) -> bool:
        """Whether nothing that is open or waiting can still lead to the step."""
        return not any(key in self.all_ahead[other] for other in under_way)

    def share_left(self, key: str) -> int:
        """The largest sum of shares on a way from the step to an end, its own among them; loops are not walked."""
        return self._shares_left[key]

    def before(self, key: str) -> tuple[Step, ...]:
        """The steps that lead to it directly."""
        return tuple(self.step(flow.source) for flow in self.flows if flow.target == key)

    def flows_from(self, key: str) -> tuple[Flow, ...]:
        return tuple(flow for flow in self.flows if flow.source == key)

    def goes_back(self, flow: Flow) -> bool:
        """Whether it leads to a step that was passed before: a part is done again."""
        return self.levels[flow.target] <= self.levels[flow.source]

    @cached_property
    def targets(self) -> dict[str, tuple[str, ...]]:
        return {step.key: tuple(flow.target for flow in self.flows_from(step.key)) for step in self.steps}

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """How far along each step stands: so many steps come before it on the longest way."""
        if self.whole is not None:
            return self.whole.levels
        return graph.depths(graph.without(self.targets, graph.going_back(self.targets)))

    @cached_property
    def onward(self) -> dict[str, tuple[str, ...]]:
        """Where each step leads without going back."""
        return {
            key: tuple(each for each in ahead if self.levels[each] > self.levels[key])
            for key, ahead in self.targets.items()
        }

    @cached_property
    def all_ahead(self) -> Mapping[str, frozenset[str]]:
        """For each step everything that can come after it without going back."""
        return self.whole.all_ahead if self.whole else graph.all_ahead(self.onward)

    @cached_property
    def _shares_left(self) -> dict[str, int]:
        return graph.longest(self.onward, {step.key: step.share_pct for step in self.steps})

    def for_channel(self, channel: str) -> "Process":
        """Without the steps of other channels: what led to one of them leads to what follows it."""
        process = self
        for step in self.steps:
            if step.channel not in ("any", channel):
                process = process.without(step.key)
        return process

    def without(self, key: str) -> "Process":
        """The step is passed over, as one that is finished without a choice."""
        outs = [flow for flow in self.flows_from(key) if flow.target != key and not flow.on]
        conditions = tuple(flow.when for flow in outs if flow.when is not None and not flow.otherwise)
        flows: list[Flow] = []
        for flow in self.flows:
            if flow.target == key and flow.source != key:
                flows += [_bridge(flow, out, conditions) for out in outs]
            elif key not in (flow.source, flow.target):
                flows.append(flow)
        return Process(tuple(step for step in self.steps if step.key != key), tuple(flows), self.whole or self)


def in_sequence(steps: Collection[Step]) -> tuple[Flow, ...]:
    """One after the other, as they stand in the file: what a process is that names no flows."""
    return tuple(Flow(one.key, other.key) for one, other in pairwise(steps))


def _bridge(first: Flow, second: Flow, conditions: tuple[Tree, ...]) -> Flow:
    """One flow in place of two. What followed `otherwise` follows where none of the conditions beside it holds."""
    beside = tuple(_fails(each) for each in conditions) if second.otherwise else ()
    found = tuple(each for each in (first.when, second.when, *beside) if each is not None)
    when = Call("all", found) if len(found) > 1 else next(iter(found), None)
    return Flow(first.source, second.target, when, first.on, first.otherwise)


def _fails(condition: Tree) -> Tree:
    """What is not known yet does not hold, so its opposite does."""
    return Call("not", (Call("or_else", (condition, Value(value=False))),))


def _is_taken(flow: Flow, *, on: str, holds: Callable[[Tree], bool]) -> bool:
    return (not flow.on or flow.on == on) and (flow.when is None or holds(flow.when))
