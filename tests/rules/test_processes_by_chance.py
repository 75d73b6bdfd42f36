"""Every process that passes the checks ends, and on the way nothing opens twice, too early or never."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds
from motcua.blueprints.workflows.checking import CHANNELS, checked
from motcua.blueprints.workflows.process import Flow, Process
from motcua.blueprints.workflows.steps import Act, Step
from tests.rules.processes import processes
from tests.world import MONDAY

#: So many choices are made by chance, then only such as lead on.
BY_CHANCE = 30
RUNS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@dataclass
class Run:
    """What a dossier does, with sets instead of tables."""

    process: Process
    data: st.DataObject
    answers: dict[str, object]
    begun: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    opened: Counter[str] = field(default_factory=Counter)
    went_back: bool = False
    finished: int = 0

    def go(self) -> None:
        self.begun = [self.process.steps[0].key]
        self.opened.update(self.begun)
        while self.begun:
            self._finish(self.data.draw(st.sampled_from(self.begun)))
        assert self.waiting == []

    def _finish(self, key: str) -> None:
        self.finished += 1
        assert self.finished < BY_CHANCE + 20 * len(self.process.steps), "it does not end"
        choice = self._choice(key)
        self.begun.remove(key)
        following = self.process.following(key, on=choice, holds=self._holds)
        assert following or self.process.step(key).act is Act.DELIVER
        self.went_back |= any(self.process.goes_back(Flow(key, step.key)) for step in following)
        added = [step.key for step in following if step.key not in (*self.begun, *self.waiting)]
        if self.process.whole is None:
            assert not {step.key for step in following} & set(self.begun), "what has begun is led to once more"
        self.waiting += added
        for each in [each for each in self.waiting if each in self._opening()]:
            self._open(each)

    def _opening(self) -> frozenset[str]:
        return self.process.opening(waiting=tuple(self.waiting), begun=tuple(self.begun))

    def _open(self, key: str) -> None:
        under_way = [each for each in (*self.begun, *self.waiting) if each != key]
        early = [each for each in under_way if leads_to(self.process, each, key)]
        assert not early, f"{key} opens although {early} can still lead to it"
        assert key not in self.begun
        self.waiting.remove(key)
        self.begun.append(key)
        self.opened[key] += 1

    def _choice(self, key: str) -> str:
        choices = [choice.key for choice in self.process.step(key).choices]
        if not choices:
            return ""
        if self.finished < BY_CHANCE:
            return self.data.draw(st.sampled_from(choices))
        return min(choices, key=lambda choice: self._distance(key, choice))

    def _distance(self, key: str, choice: str) -> int:
        return max((self._distances[each.key] for each in self._after(key, choice)), default=0)

    @cached_property
    def _distances(self) -> dict[str, int]:
        """How many steps it takes at most from each step to the end, if everybody chooses the shortest."""
        far = 10**6
        found = dict.fromkeys((step.key for step in self.process.steps), far)
        for _ in self.process.steps:
            for step in self.process.steps:
                choices = [choice.key for choice in step.choices] or [""]
                ways = [[found[each.key] for each in self._after(step.key, choice)] for choice in choices]
                found[step.key] = min(far, *(1 + max(way, default=0) for way in ways))
        return found

    def _after(self, key: str, choice: str) -> tuple[Step, ...]:
        return self.process.following(key, on=choice, holds=self._holds)

    def _holds(self, tree: object) -> bool:
        return holds(tree, self.answers, Context(today=MONDAY.date(), channel="online"))  # type: ignore[arg-type]


def leads_to(process: Process, start: str, aim: str) -> bool:
    """By walking: on every way of the whole process that does not go back."""
    whole = process.whole or process
    ways = [flow for flow in whole.flows if not whole.goes_back(flow)]
    here = {start}
    for _ in whole.steps:
        here |= {flow.target for flow in ways if flow.source in here}
    return aim != start and aim in here


def can_all_go_on(process: Process) -> bool:
    """From every step the end is reached without going back: nobody who is needed again is overlooked."""
    whole = process.whole or process
    last = whole.steps[-1].key
    return all(step.key == last or leads_to(whole, step.key, last) for step in whole.steps)


ANSWERS = st.dictionaries(st.sampled_from(["truong_0", "truong_1", "truong_2"]), st.booleans())


@RUNS
@given(process=processes(), channel=st.sampled_from(CHANNELS), answers=ANSWERS, data=st.data())
def test_what_passes_the_checks_ends_on_every_channel(
    process: Process, channel: str, answers: dict[str, object], data: st.DataObject
) -> None:
    assume(not list(checked(process)))

    run = Run(process.for_channel(channel), data, answers)
    run.go()

    assert can_all_go_on(run.process)
    acts = Counter(run.process.step(key).act for key in run.opened.elements())
    assert (acts[Act.ACCEPT], acts[Act.DECIDE], acts[Act.DELIVER]) == (1, 1, 1)
    assert run.went_back or set(run.opened.values()) == {1}


@RUNS
@given(process=processes())
def test_a_step_is_checked_the_same_whatever_the_order_of_the_flows(process: Process) -> None:
    turned = Process(process.steps, tuple(reversed(process.flows)))

    assert bool(list(checked(process))) == bool(list(checked(turned)))


@pytest.mark.parametrize("seen", ["sound", "spoilt"])
def test_the_processes_made_by_chance_are_of_both_kinds(seen: str) -> None:
    """Otherwise the two tests above would say nothing."""
    found: Counter[str] = Counter()

    @settings(max_examples=80, deadline=None, database=None, derandomize=True)
    @given(process=processes())
    def look(process: Process) -> None:
        found["spoilt" if list(checked(process)) else "sound"] += 1

    look()
    assert found[seen] >= 10, found
