"""Other programs read the drawings of our processes, and we read theirs: BPMN 2.0 as in `docs/guide/bpmn.md`."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from lxml import etree

from motcua.blueprints.catalogue import yaml_lines
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds
from motcua.blueprints.expressions.tree import Tree
from motcua.blueprints.workflows import parsing
from motcua.blueprints.workflows.bpmn.exporting import exported
from motcua.blueprints.workflows.bpmn.importing import imported
from motcua.blueprints.workflows.checking import checked
from motcua.blueprints.workflows.process import Flow, Process
from tests.contracts import spiff
from tests.rules.processes import as_node, processes
from tests.rules.shipped import CATALOGUE
from tests.world import MONDAY

FILES = {
    source["code"]: source
    for source in (yaml_lines.read(file).content for file in sorted(CATALOGUE.glob("[0-9]*.yaml")))
}
DRAWN = {code: exported(source["process"], code=code, name=source["short_name"]) for code, source in FILES.items()}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.getLogger("spiff").setLevel(logging.WARNING)
    yield
    logging.getLogger("spiff").setLevel(logging.NOTSET)


@pytest.fixture(scope="module")
def read() -> Any:
    return spiff.parser(DRAWN.values())


@pytest.mark.parametrize("code", FILES)
def test_what_goes_out_comes_back_the_same(code: str) -> None:
    assert imported(DRAWN[code]) == FILES[code]["process"]


@pytest.mark.parametrize("code", FILES)
def test_another_engine_reads_and_runs_every_process_that_ships(read: Any, code: str) -> None:
    process = parsing.process(FILES[code]["process"])

    found = spiff.steps_run(read, code)

    assert sorted(found) == sorted(our_steps(process, {}, {}))
    assert [(flow.source, flow.target) for flow in process.flows if comes_late(flow, found)] == []


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("3.000722", {"cap_the_can_cuoc": True}),
        ("2.002913", {"nhom_che_do": "bao_tro"}),
        ("2.002913", {"nhom_che_do": "bhxh"}),
    ],
    ids=["an identity card too", "funeral costs", "social insurance"],
)
def test_another_engine_takes_the_same_branches(read: Any, code: str, answers: dict[str, object]) -> None:
    process = parsing.process(FILES[code]["process"])

    found = spiff.steps_run(read, code, answers=answers)

    assert sorted(found) == sorted(our_steps(process, answers, {}))
    assert len(found) > len(spiff.steps_run(read, code))


def comes_late(flow: Flow, found: list[str]) -> bool:
    return {flow.source, flow.target} <= set(found) and found.index(flow.source) > found.index(flow.target)


def our_steps(process: Process, answers: Mapping[str, object], choices: Mapping[str, str]) -> list[str]:
    def is_so(tree: Tree) -> bool:
        return holds(tree, answers, Context(today=MONDAY.date(), channel="online"))

    done: list[str] = []
    begun, waiting = [process.steps[0].key], list[str]()
    while begun:
        key = begun.pop(0)
        done.append(key)
        led_to = [step.key for step in process.following(key, on=choices.get(key, ""), holds=is_so)]
        waiting += [each for each in led_to if each not in (*waiting, *begun)]
        opening = process.opening(waiting=tuple(waiting), begun=tuple(begun))
        begun += [each for each in waiting if each in opening]
        waiting = [each for each in waiting if each not in opening]
    return done


CHANCE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@CHANCE
@given(process=processes())
def test_processes_made_by_chance_come_back_the_same(process: Process) -> None:
    assume(not list(checked(process)))
    node = as_node(process)

    assert imported(exported(node, code="1.000000", name="Thử")) == node


@CHANCE
@given(process=processes())
def test_another_engine_reads_processes_made_by_chance(process: Process) -> None:
    assume(not list(checked(process)))

    read = spiff.parser([exported(as_node(process), code="1.000000", name="Thử")])

    assert read.get_spec("procedure-1.000000")


def test_everything_that_is_drawn_has_its_place() -> None:
    """A program that draws needs a shape for each element and a line for each arrow."""
    for code, file in DRAWN.items():
        root = etree.fromstring(file)
        elements = {each.get("id") for each in root.iterfind(".//{*}process/*[@id]")} - {"lanes"}
        places = {each.get("bpmnElement") for each in root.iterfind(".//{*}BPMNPlane/*")}
        assert elements <= places, code


def boxes(file: bytes) -> list[tuple[str, tuple[int, ...]]]:
    root: Any = etree.fromstring(file)
    return [
        (shape.get("bpmnElement"), tuple(int(shape[0].get(side)) for side in ("x", "y", "width", "height")))
        for shape in root.iterfind(".//{*}BPMNShape")
        if not shape.get("bpmnElement").startswith(("pool", "lane"))
    ]


@pytest.mark.parametrize("code", FILES)
def test_no_two_boxes_lie_on_each_other(code: str) -> None:
    found = boxes(DRAWN[code])

    crossing = [
        (one, other)
        for number, (one, (x, y, width, height)) in enumerate(found)
        for other, (left, top, wide, high) in found[number + 1 :]
        if x < left + wide and left < x + width and y < top + high and top < y + height
    ]
    assert crossing == []
