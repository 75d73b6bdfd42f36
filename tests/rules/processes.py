"""Processes made by chance: sequences, branches, choices, conditions and loops inside each other."""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from motcua.blueprints.expressions.tree import Call, FieldAnswer, Value, as_json
from motcua.blueprints.workflows.process import Flow, Process
from motcua.blueprints.workflows.steps import Act, Choice, Step, StepRole

ACCEPT = Step("tiep_nhan", "Tiếp nhận", Act.ACCEPT, StepRole.RECEPTIONIST, "receiving_unit", 100)
DECIDE = Step("ky", "Ký", Act.DECIDE, StepRole.SIGNATORY, "deciding_agency", 0, max_days=1)
PUBLISH = Step("dong_dau", "Đóng dấu", Act.PUBLISH, StepRole.CLERK, "deciding_agency", 0, max_days=1)
DELIVER = Step("tra", "Trả kết quả", Act.DELIVER, StepRole.RECEPTIONIST, "receiving_unit", 0)
AGAIN = (Choice("dat", "Đạt"), Choice("lam_lai", "Làm lại"))
CONDITIONS = [Call("eq", (FieldAnswer(f"truong_{number}"), Value(value=True))) for number in range(3)]


@dataclass
class _Drawing:
    draw: st.DrawFn
    steps: list[Step] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    def step(self, **facts: Any) -> Step:
        step = Step(f"b{len(self.steps)}", "Bước", Act.WORK, StepRole.PROCESSOR, "deciding_agency", 0, max_days=1)
        step = replace(step, **facts)
        self.steps.append(step)
        return step

    def chance(self, of: int = 2) -> bool:
        return self.draw(st.integers(1, of)) == of


@dataclass
class _Block:
    """A part with one way in and one way out; after a loop the way out is a choice."""

    first: str
    last: str
    on: str = ""


@st.composite
def processes(draw: st.DrawFn) -> Process:
    """Most are sound; a flow too many may spoil one."""
    drawing = _Drawing(draw, [ACCEPT])
    block = _block(drawing, depth=3)
    drawing.flows += [Flow("tiep_nhan", block.first), Flow(block.last, "ky", on=block.on)]
    drawing.steps.append(DECIDE)
    if drawing.chance():
        drawing.steps.append(PUBLISH)
        drawing.flows += [Flow("ky", "dong_dau"), Flow("dong_dau", "tra")]
    else:
        drawing.flows.append(Flow("ky", "tra"))
    drawing.steps.append(DELIVER)
    if drawing.chance(3):
        keys = [step.key for step in drawing.steps]
        drawing.flows.append(Flow(draw(st.sampled_from(keys)), draw(st.sampled_from(keys))))
    return Process(tuple(drawing.steps), tuple(drawing.flows))


def _block(drawing: _Drawing, *, depth: int) -> _Block:
    kinds = [_single, _single, _sequence, _together, _choice, _condition, _loop] if depth else [_single]
    return drawing.draw(st.sampled_from(kinds))(drawing, depth)


def _single(drawing: _Drawing, _depth: int) -> _Block:
    channel = drawing.draw(st.sampled_from(["any", "any", "any", "online", "counter"]))
    step = drawing.step(channel=channel, optional=drawing.chance(4))
    return _Block(step.key, step.key)


def _sequence(drawing: _Drawing, depth: int) -> _Block:
    parts = [_block(drawing, depth=depth - 1) for _ in range(drawing.draw(st.integers(2, 3)))]
    for one, other in pairwise(parts):
        drawing.flows.append(Flow(one.last, other.first, on=one.on))
    return _Block(parts[0].first, parts[-1].last, parts[-1].on)


def _together(drawing: _Drawing, depth: int) -> _Block:
    fork = drawing.step(channel="online" if drawing.chance(5) else "any")
    parts = [_block(drawing, depth=depth - 1) for _ in range(drawing.draw(st.integers(2, 3)))]
    join = drawing.step()
    for part in parts:
        drawing.flows.append(Flow(fork.key, part.first))
        if drawing.chance(3):
            gate = drawing.step(choices=AGAIN)
            drawing.flows += [Flow(part.last, gate.key, on=part.on), Flow(gate.key, fork.key, on="lam_lai")]
            drawing.flows.append(Flow(gate.key, join.key, on="dat"))
        else:
            drawing.flows.append(Flow(part.last, join.key, on=part.on))
    return _Block(fork.key, join.key)


def _choice(drawing: _Drawing, depth: int) -> _Block:
    choices = (Choice("duoc", "Được"), Choice("khong", "Không"))
    asks = drawing.step(choices=choices, channel="post" if drawing.chance(4) else "any")
    part = _block(drawing, depth=depth - 1)
    join = drawing.step()
    rest = Flow(asks.key, join.key, on="khong") if drawing.chance() else Flow(asks.key, join.key, otherwise=True)
    drawing.flows += [Flow(asks.key, part.first, on="duoc"), rest, Flow(part.last, join.key, on=part.on)]
    return _Block(asks.key, join.key)


def _condition(drawing: _Drawing, depth: int) -> _Block:
    asks = drawing.step(channel="counter" if drawing.chance(4) else "any")
    parts = [_block(drawing, depth=depth - 1) for _ in range(drawing.draw(st.integers(1, 2)))]
    join = drawing.step()
    for part in parts:
        condition = drawing.draw(st.sampled_from(CONDITIONS))
        drawing.flows += [Flow(asks.key, part.first, when=condition), Flow(part.last, join.key, on=part.on)]
    drawing.flows.append(Flow(asks.key, join.key, otherwise=True))
    return _Block(asks.key, join.key)


def _loop(drawing: _Drawing, depth: int) -> _Block:
    part = _block(drawing, depth=depth - 1)
    gate = drawing.step(choices=AGAIN)
    drawing.flows.append(Flow(part.last, gate.key, on=part.on))
    if drawing.chance():
        drawing.flows.append(Flow(gate.key, part.first, on="lam_lai"))
    else:
        detour = _block(drawing, depth=depth - 1)
        drawing.flows += [Flow(gate.key, detour.first, on="lam_lai"), Flow(detour.last, part.first, on=detour.on)]
    return _Block(part.first, gate.key, "dat")


def as_node(process: Process) -> dict[str, Any]:
    """As it stands in a definition file."""
    steps = [_step_node(step) for step in process.steps]
    flows = [_flow_node(flow) for flow in process.flows]
    node: dict[str, Any] = {"kind": "single", "origin": "modelled", "steps": steps}
    if flows != [{"from": one["key"], "to": other["key"]} for one, other in pairwise(steps)]:
        node["flows"] = flows
    return node


def _step_node(step: Step) -> dict[str, Any]:
    facts: dict[str, Any] = {name: getattr(step, name) for name in ("key", "name", "unit", "share_pct")}
    facts |= {"act": step.act.value, "role": step.role.value}
    facts |= {"channel": step.channel} if step.channel != "any" else {}
    facts |= {"max_days": step.max_days} if step.max_days else {}
    facts |= {"optional": True} if step.optional else {}
    choices = [{"key": choice.key, "name": choice.name} for choice in step.choices]
    return facts | ({"choices": choices} if choices else {})


def _flow_node(flow: Flow) -> dict[str, Any]:
    facts: dict[str, Any] = {"from": flow.source, "to": flow.target}
    facts |= {"when": as_json(flow.when)} if flow.when is not None else {}
    facts |= {"on": flow.on} if flow.on else {}
    return facts | ({"otherwise": True} if flow.otherwise else {})
