"""What people ask of a process with branches: which steps are done at the same time, and which not in every case."""

from itertools import combinations

from motcua.blueprints.expressions.tree import Call, FieldAnswer, Tree, Value
from motcua.blueprints.workflows import graph
from motcua.blueprints.workflows.process import Flow, Process
from motcua.blueprints.workflows.steps import Act


def at_the_same_time(process: Process) -> frozenset[frozenset[str]]:
    """Pairs of steps that may be under way together: ways part to them, and neither leads to the other."""
    found = set[frozenset[str]]()
    for step in process.steps:
        for one, other in combinations(process.flows_from(step.key), 2):
            if not _exclude(one, other):
                found |= {frozenset({left, right}) for left in _from(process, one) for right in _from(process, other)}
    return frozenset(pair for pair in found if len(pair) > 1 and not _is_in_a_row(process, pair))


def in_every_case(process: Process) -> frozenset[str]:
    """Steps that each dossier passes, whatever it says and whatever is chosen."""
    first = process.steps[0].key
    ends = {step.key for step in process.steps if step.act is Act.DELIVER}
    sure = {key for key in process.targets if not ends & graph.reached(process.targets, first, leaving_out=key)}
    while True:
        new = {flow.target for flow in process.flows if flow.is_sure and flow.source in sure} - sure
        if not new:
            return frozenset(sure)
        sure |= new


def _from(process: Process, flow: Flow) -> frozenset[str]:
    """Where this flow leads; what goes back leads nowhere new."""
    if process.goes_back(flow):
        return frozenset()
    return (process.all_ahead[flow.target] | {flow.target}) & frozenset(process.targets)


def _is_in_a_row(process: Process, pair: frozenset[str]) -> bool:
    one, other = pair
    return other in process.all_ahead[one] or one in process.all_ahead[other]


def _exclude(one: Flow, other: Flow) -> bool:
    """Whether never both are taken: other choices, otherwise, or one field that would have to say two things."""
    if one.otherwise or other.otherwise or (one.on and other.on and one.on != other.on):
        return True
    said, unsaid = _said(one.when), _said(other.when)
    return said is not None and unsaid is not None and said[0] == unsaid[0] and said[1] != unsaid[1]


def _said(tree: Tree | None) -> tuple[str, object] | None:
    match tree:
        case Call(function="eq", arguments=(FieldAnswer(key=key), Value(value=value))):
            return key, value
    return None
