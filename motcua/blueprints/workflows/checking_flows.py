"""What is wrong with the flows of a process, and with the ways on which a dossier of each channel can go."""

from collections.abc import Iterator

from motcua.blueprints.expressions.checking import Mistake
from motcua.blueprints.expressions.tree import Path
from motcua.blueprints.workflows import graph
from motcua.blueprints.workflows.process import Flow, Process
from motcua.blueprints.workflows.steps import RECEIVING_UNIT, Act, Step
from motcua.blueprints.workflows.together import at_the_same_time

#: Once it is decided, nothing is left but to number, seal, hand out and note.
AFTER_DECISION = frozenset({Act.PUBLISH, Act.DELIVER, Act.AUTOMATIC})


def flow_mistakes(process: Process) -> Iterator[Mistake]:
    """Flows one by one, and whether each step leads on whatever is chosen and whatever holds."""
    steps = {step.key: step for step in process.steps}
    for number, flow in enumerate(process.flows):
        at: Path = ("flows", number)
        for end, key in (("from", flow.source), ("to", flow.target)):
            if key not in steps:
                yield Mistake((*at, end), "the key of a step", f"a flow to no step: {key}")
        if flow in process.flows[:number]:
            yield Mistake(at, "each flow once", f"a flow twice: {flow.source}")
        if flow.otherwise and (flow.when is not None or flow.on):
            yield Mistake((*at, "otherwise"), "otherwise without when and on", flow.source)
        if flow.on and flow.source in steps and flow.on not in _choices(steps[flow.source]):
            yield Mistake((*at, "on"), f"a choice of {flow.source}", f"no such choice: {flow.on}")
    for number, step in enumerate(process.steps):
        yield from _leads_on(step, process.flows_from(step.key), ("steps", number))


def _leads_on(step: Step, flows: tuple[Flow, ...], at: Path) -> Iterator[Mistake]:
    otherwise = [flow for flow in flows if flow.otherwise]
    if len(otherwise) > 1 or (otherwise and any(flow.is_sure for flow in flows)):
        yield Mistake(at, "one flow otherwise, beside conditions", f"an otherwise that nobody takes: {step.key}")
    if not flows or otherwise:
        return
    for choice in _choices(step):
        if not any(flow.on == choice for flow in flows):
            yield Mistake((*at, "choices"), f"a flow on {choice}", f"a choice that no flow uses: {step.key}")
    passes_over = step.optional or step.channel != "any" or not step.choices
    for chosen in (*_choices(step), *([""] if passes_over else [])):
        if not any(flow.when is None and flow.on in ("", chosen) for flow in flows):
            yield Mistake(at, "a flow otherwise", f"a branch without result: {step.key}{chosen and f' on {chosen}'}")


def loop_mistakes(process: Process) -> Iterator[Mistake]:
    """A loop is entered where it is done again from: otherwise nobody can say which of its flows go back."""
    first, closing = process.steps[0].key, graph.closing(process.targets)
    for number, flow in enumerate(process.flows):
        closes = (flow.source, flow.target) in closing
        if closes and flow.source in graph.reached(process.targets, first, leaving_out=flow.target):
            yield Mistake(
                ("flows", number),
                f"no way into the loop but by {flow.target}",
                f"a loop with two entries: {flow.source}",
            )


def way_mistakes(whole: Process, *, channel: str) -> Iterator[Mistake]:
    """The ways of one channel: from the acceptance by one decision to the delivery, and nothing beside."""
    process = whole.for_channel(channel)
    places = {step.key: ("steps", number) for number, step in enumerate(whole.steps)}
    ends = [*_once(process, places)]
    yield from ends
    if ends:
        return
    yield from _reached(process, places)
    yield from _to_the_result(process, places)
    yield from _after_the_decision(process, places)
    yield from _loops(process, places)
    yield from _two_grounds(process, places)


Places = dict[str, tuple[str, int]]


def _once(process: Process, places: Places) -> Iterator[Mistake]:
    """Accepted first, decided once, published once at most, delivered once: as the lifecycle wants it."""
    if not process.steps:
        yield Mistake(("steps",), "steps for every channel", "none")
        return
    first = process.steps[0]
    if first.act is not Act.ACCEPT or first.unit != RECEIVING_UNIT:
        where = (*places[first.key], "act")
        yield Mistake(where, "accept at the receiving unit as the first step", f"{first.act} at {first.unit}")
    for act, least in ((Act.ACCEPT, 1), (Act.DECIDE, 1), (Act.PUBLISH, 0), (Act.DELIVER, 1)):
        found = [step.key for step in process.steps if step.act is act]
        if len(found) < least:
            yield Mistake(("steps",), f"at least one step with act: {act}", f"a step that is missing: {act}")
        for key in found[1:]:
            yield Mistake((*places[key], "act"), f"{act} in one step only", f"a second one: {key}")
    if process.flows and any(flow.target == first.key for flow in process.flows):
        yield Mistake(places[first.key], "no flow back to the acceptance", first.key)


def _reached(process: Process, places: Places) -> Iterator[Mistake]:
    reached = graph.reached(process.targets, process.steps[0].key)
    for step in process.steps:
        if step.key not in reached:
            yield Mistake(places[step.key], "a way from the acceptance", f"a step that nothing reaches: {step.key}")


def _to_the_result(process: Process, places: Places) -> Iterator[Mistake]:
    """From everywhere a way leads to the decision, or, once it is taken, to the delivery; and none ends elsewhere."""
    decision, delivery = _only(process, Act.DECIDE), _only(process, Act.DELIVER)
    backwards = graph.turned(process.targets)
    decided = graph.reached(process.targets, decision) - {decision}
    for step in process.steps:
        aim = delivery if step.key in decided or step.key == decision else decision
        if step.key not in graph.reached(backwards, aim):
            yield Mistake(places[step.key], f"a way to {aim}", f"{_dead_end(process, step)}: {step.key}")
    if process.targets[delivery]:
        yield Mistake((*places[delivery], "act"), "deliver as the last step", f"a flow from {delivery}")


def _dead_end(process: Process, step: Step) -> str:
    return "a loop without exit" if _is_in_a_loop(process, step) else "a branch without result"


def _is_in_a_loop(process: Process, step: Step) -> bool:
    return any(step.key in graph.reached(process.targets, each) for each in process.targets[step.key])


def _after_the_decision(process: Process, places: Places) -> Iterator[Mistake]:
    decision = _only(process, Act.DECIDE)
    undecided = graph.reached(process.targets, process.steps[0].key, leaving_out=decision)
    for key in process.all_ahead[decision] & set(process.targets):
        step = process.step(key)
        if step.act not in AFTER_DECISION:
            at = (*places[key], "act")
            yield Mistake(
                at, "only publish, automatic or deliver after the decision", f"an act after the decision: {key}"
            )
        elif key in undecided:
            yield Mistake(places[key], "the decision on every way to it", f"a way around the decision: {key}")


def _loops(process: Process, places: Places) -> Iterator[Mistake]:
    """Answers do not change while a part is done again; somebody must be able to choose that it goes on."""
    ending = _sure_to_end(process)
    for step in process.steps:
        if step.key not in ending and _is_in_a_loop(process, step):
            yield Mistake(places[step.key], "a choice that leads on", f"a loop without exit: {step.key}")


def _sure_to_end(process: Process) -> frozenset[str]:
    """The steps from which the end is reached if everybody chooses what leads to it, whatever the answers are."""
    ending: set[str] = set()
    while True:
        new = {step.key for step in process.steps if step.key not in ending and _leads_into(process, step, ending)}
        if not new:
            return frozenset(ending)
        ending |= new


def _leads_into(process: Process, step: Step, ending: set[str]) -> bool:
    return any(
        all(flow.target in ending for flow in _possible(process.flows_from(step.key), choice))
        for choice in _choices(step) or ("",)
    )


def _possible(flows: tuple[Flow, ...], choice: str) -> list[Flow]:
    """What may be taken after this choice."""
    beside = [flow for flow in flows if not flow.otherwise and flow.on in ("", choice)]
    is_sure = any(flow.when is None for flow in beside)
    return beside if is_sure else [*beside, *(flow for flow in flows if flow.otherwise)]


def _only(process: Process, act: Act) -> str:
    return next(step.key for step in process.steps if step.act is act)


def _choices(step: Step) -> tuple[str, ...]:
    return tuple(choice.key for choice in step.choices)


def _two_grounds(process: Process, places: Places) -> Iterator[Mistake]:
    """A payment has a state of its own: beside it the clock cannot stand on a second ground and be told apart."""
    for pair in at_the_same_time(process):
        steps = sorted((process.step(key) for key in pair), key=lambda step: step.act is not Act.PAY)
        if steps[0].act is Act.PAY and all(step.ground for step in steps):
            other = steps[1].key
            yield Mistake(places[other], "no second ground beside a payment", f"two grounds at the same time: {other}")
