"""From a BPMN file back to the `process` of a definition file: steps with their facts, gateways folded into flows."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from lxml import etree

from motcua.blueprints.workflows import graph
from motcua.blueprints.workflows.bpmn import saying
from motcua.blueprints.workflows.bpmn.folding import Folded, folded
from motcua.blueprints.workflows.bpmn.notation import (
    ACT_OF,
    ELEMENT_OF,
    NUMBERS,
    TRUTHS,
    bpmn,
    ours,
    process_id,
)
from motcua.blueprints.workflows.bpmn.reading import (
    MOST_ARROWS,
    MOST_STEPS,
    Drawing,
    DrawingNotOurs,
    Objection,
    Reason,
    name_of,
    read,
)

Node = dict[str, Any]
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}\Z")
_GENERIC = frozenset({"task", "manualTask"})


def imported(data: bytes) -> Node:
    """The `process` node, not yet checked: a step that nobody has, say, is told by the checks, by name.

    Raises DrawingUnreadable, DrawingNotOurs.
    """
    drawing = read(data)
    objections: list[Objection] = []
    tasks = {key: element for key, element in drawing.nodes.items() if name_of(element) in ACT_OF}
    if not 0 < len(tasks) <= MOST_STEPS or len(drawing.flows) > MOST_ARROWS:
        raise DrawingNotOurs([Objection(drawing.process.get("id", ""), Reason.NO_STEPS, str(len(tasks)))])
    who = _lanes(drawing)
    steps = {each: _step(element, who.get(each, {}), objections) for each, element in tasks.items()}
    found = folded(drawing, objections)
    flows = [_flow(each, steps, objections) for each in found.flows if {each.source, each.target} <= set(steps)]
    if objections:
        raise DrawingNotOurs(objections)
    return _node(drawing, list(steps.values()), flows, first=steps[found.first]["key"])


def _node(drawing: Drawing, steps: list[Node], flows: list[Node], *, first: str) -> Node:
    facts = drawing.process.find(f"{bpmn('extensionElements')}/{ours('process')}")
    facts = etree.Element("none") if facts is None else facts
    ordered = _in_order(steps, flows, first=first)
    node: Node = {"kind": facts.get("kind", "single"), "origin": facts.get("origin", "modelled"), "steps": ordered}
    if flows != [{"from": one["key"], "to": other["key"]} for one, other in pairwise(ordered)]:
        node["flows"] = flows
    notes = [note.text or "" for note in facts.findall(ours("note"))]
    return node | ({"notes": notes} if notes else {})


def _in_order(steps: list[Node], flows: list[Node], *, first: str) -> list[Node]:
    """As they stand in the file; where another program has added some, which it does at the end, as they follow."""
    if all("share_pct" in step for step in steps) and steps[0]["key"] == first:
        return steps
    keys = sorted((step["key"] for step in steps), key=lambda key: key != first)
    ways = {key: tuple(flow["to"] for flow in flows if flow["from"] == key) for key in keys}
    depths = graph.depths(graph.without(ways, graph.closing(ways)))
    places = {step["key"]: number for number, step in enumerate(steps)}
    return sorted(steps, key=lambda step: (step["key"] != first, depths[step["key"]], places[step["key"]]))


def _lanes(drawing: Drawing) -> dict[str, Node]:
    return {
        (ref.text or "").strip(): {name: lane.get(ours(name)) for name in ("role", "unit") if lane.get(ours(name))}
        for lane in drawing.lanes
        for ref in lane.findall(bpmn("flowNodeRef"))
    }


def _step(element: etree._Element, who: Mapping[str, str], objections: list[Objection]) -> Node:
    identity, kind = element.get("id", ""), name_of(element)
    key = identity.removeprefix("step.")
    facts = element.find(f"{bpmn('extensionElements')}/{ours('step')}")
    facts = etree.Element("none") if facts is None else facts
    step: Node = {"key": key, "name": element.get("name") or key, "act": ACT_OF[kind], **who}
    try:
        step |= _plain(facts) | _choices(facts) | _child(facts, element)
    except ValueError as error:
        objections.append(Objection(identity, Reason.FACTS, str(error)))
    step["act"] = str(step["act"])
    if not _KEY.match(key):
        objections.append(Objection(identity, Reason.BAD_KEY))
    if kind not in _GENERIC and ELEMENT_OF.get(step["act"]) not in (kind, None):
        objections.append(Objection(identity, Reason.OTHER_ACT, f"{kind}, {step['act']}"))
    return step


def _plain(facts: etree._Element) -> Node:
    return {key: _value(key, text) for key, text in facts.items()}


def _value(key: str, text: str) -> object:
    if key in NUMBERS:
        return int(text)
    if key in TRUTHS:
        if text not in ("true", "false"):
            raise ValueError(f"{key}={text}")
        return text == "true"
    return text


def _choices(facts: etree._Element) -> Node:
    found = [dict(choice.items()) for choice in facts.findall(ours("choice"))]
    return {"choices": found} if found else {}


def _child(facts: etree._Element, element: etree._Element) -> Node:
    found = facts.find(ours("child"))
    if found is None:
        called = element.get("calledElement", "").removeprefix(process_id(""))
        return {"child": {"procedure": called}} if called else {}
    child: Node = {"procedure": found.get("procedure", "")}
    answers, papers = found.find(ours("answers")), found.find(ours("papers"))
    if answers is not None:
        child["answers"] = {each.get("key", ""): saying.tree(each.text) for each in answers}
    if papers is not None:
        child["papers"] = {each.get("key", ""): each.get("source", "") for each in papers}
    return {"child": child}


def _flow(way: Folded, steps: Mapping[str, Node], objections: list[Objection]) -> Node:
    flow: Node = {"from": steps[way.source]["key"], "to": steps[way.target]["key"]}
    if way.otherwise:
        return flow | {"otherwise": True}
    return flow | (_condition(way.condition, objections) if way.condition is not None else {})


def _condition(element: etree._Element, objections: list[Objection]) -> Node:
    try:
        return saying.condition(element)
    except saying.NotSaid as error:
        parent = element.getparent()
        objections.append(Objection("" if parent is None else parent.get("id", ""), Reason.CONDITION, str(error)))
        return {}
