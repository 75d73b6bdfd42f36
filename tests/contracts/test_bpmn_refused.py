"""What another program drew and we cannot mean is refused at its element; hostile files are not read at all."""

import gzip
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.blueprints.workflows.bpmn.exporting import exported
from motcua.blueprints.workflows.bpmn.importing import imported
from motcua.blueprints.workflows.bpmn.reading import LARGEST, DrawingNotOurs, DrawingUnreadable, Reason
from motcua.blueprints.workflows.process import Flow, Process
from motcua.blueprints.workflows.steps import Act, Step, StepRole
from tests.rules.processes import ACCEPT, AGAIN, DECIDE, DELIVER, as_node

CHECK = Step("kiem_tra", "Kiểm tra", Act.WORK, StepRole.PROCESSOR, "deciding_agency", 0, max_days=1, choices=AGAIN)
PROCESS = Process(
    (ACCEPT, CHECK, DECIDE, DELIVER),
    (
        Flow("tiep_nhan", "kiem_tra"),
        Flow("kiem_tra", "kiem_tra", on="lam_lai"),
        Flow("kiem_tra", "ky", on="dat"),
        Flow("ky", "tra"),
    ),
)
DRAWN = exported(as_node(PROCESS), code="1.000000", name="Thử").decode()
BEGIN = "<bpmn:userTask "


def put(text: str, *, before: str) -> Callable[[str], str]:
    return lambda drawn: drawn.replace(before, text + before, 1)


def instead(here: str, text: str) -> Callable[[str], str]:
    return lambda drawn: drawn.replace(here, text, 1)


def without_condition(drawn: str) -> str:
    begin = drawn.index("<bpmn:conditionExpression", drawn.index('id="flow.2"'))
    return drawn[:begin] + drawn[drawn.index("</bpmn:sequenceFlow>", begin) :]


SPOILT: dict[str, tuple[Callable[[str], str], str, Reason]] = {
    "a subprocess": (put('<bpmn:subProcess id="con"/>', before=BEGIN), "con", Reason.OUTSIDE),
    "a script": (
        put('<bpmn:scriptTask id="ma"><bpmn:script>1</bpmn:script></bpmn:scriptTask>', before=BEGIN),
        "ma",
        Reason.OUTSIDE,
    ),
    "a timer at a task": (
        put('<bpmn:boundaryEvent id="gio" attachedToRef="step.ky"/>', before=BEGIN),
        "gio",
        Reason.OUTSIDE,
    ),
    "an event with a message": (
        instead('<bpmn:startEvent id="start">', '<bpmn:startEvent id="start"><bpmn:messageEventDefinition id="thu"/>'),
        "thu",
        Reason.OUTSIDE,
    ),
    "a task many times": (
        instead(
            "<bpmn:incoming>flow.2</bpmn:incoming>",
            '<bpmn:incoming>flow.2</bpmn:incoming><bpmn:multiInstanceLoopCharacteristics id="nhieu"/>',
        ),
        "nhieu",
        Reason.OUTSIDE,
    ),
    "an event-based gateway": (put('<bpmn:eventBasedGateway id="cho"/>', before=BEGIN), "cho", Reason.OUTSIDE),
    "a message between pools": (
        put('<bpmn:messageFlow id="tin" sourceRef="a" targetRef="b"/>', before="</bpmn:collaboration>"),
        "tin",
        Reason.OUTSIDE,
    ),
    "a second process": (put('<bpmn:process id="hai"/>', before="<bpmndi:BPMNDiagram"), "hai", Reason.TWO_PROCESSES),
    "lanes in lanes": (
        put('<bpmn:childLaneSet id="trong"/>', before="</bpmn:lane>"),
        "trong",
        Reason.OUTSIDE,
    ),
    "an arrow to nothing": (instead('targetRef="step.ky"', 'targetRef="khong_co"'), "flow.2", Reason.NO_END),
    "two starts": (put('<bpmn:startEvent id="hai"/>', before=BEGIN), "hai", Reason.NO_START),
    "a task of another kind": (instead('act="decide"', 'act="automatic"'), "step.ky", Reason.OTHER_ACT),
    "an id that is no key": (lambda drawn: drawn.replace("step.ky", "step.ký"), "step.ký", Reason.BAD_KEY),
    "a condition of another language": (
        instead('language="urn:motcua:expression:1"', 'language="https://www.omg.org/spec/FEEL"'),
        "flow.1",
        Reason.CONDITION,
    ),
    "a condition that is no JSON": (instead('{"on": "lam_lai"}', "x > 3"), "flow.1", Reason.CONDITION),
    "a condition that is none of ours": (
        instead('{"on": "lam_lai"}', '{"when": {"eval": "1"}}'),
        "flow.1",
        Reason.CONDITION,
    ),
    "a number that is none": (instead('max_days="1"', 'max_days="một"'), "step.kiem_tra", Reason.FACTS),
    "two ways of an exclusive gateway at once": (
        instead('{"on": "lam_lai"}', '{"when": {"field": "x", "op": "eq", "value": true}}'),
        "split.kiem_tra",
        Reason.NOT_EXCLUSIVE,
    ),
    "a way without a condition": (without_condition, "flow.2", Reason.NO_CONDITION),
    "conditions behind a parallel gateway": (
        lambda drawn: (
            drawn.replace('<bpmn:exclusiveGateway id="split.kiem_tra"', '<bpmn:parallelGateway id="split.kiem_tra"')
            .replace("</bpmn:exclusiveGateway>", "</bpmn:exclusiveGateway>")
            .replace(
                "<bpmn:outgoing>flow.2</bpmn:outgoing>\n    </bpmn:exclusiveGateway>",
                "<bpmn:outgoing>flow.2</bpmn:outgoing>\n    </bpmn:parallelGateway>",
            )
        ),
        "flow.1",
        Reason.CONDITION_OF_PARALLEL,
    ),
    "arrows without end": (
        put('<bpmn:sequenceFlow id="x" sourceRef="step.ky" targetRef="step.tra"/>' * 1000, before="</bpmn:process>"),
        "procedure-1.000000",
        Reason.NO_STEPS,
    ),
    "nothing but a picture": (
        lambda drawn: (
            drawn[: drawn.index("<bpmn:process")]
            + '<bpmn:process id="rong"/>'
            + drawn[drawn.index("<bpmndi:BPMNDiagram") :]
        ),
        "rong",
        Reason.NO_STEPS,
    ),
}


def test_the_drawing_that_is_spoilt_below_is_sound() -> None:
    assert imported(DRAWN.encode()) == as_node(PROCESS)


@pytest.mark.parametrize("name", SPOILT)
def test_what_we_cannot_mean_is_refused_at_its_element(name: str) -> None:
    spoil, element, reason = SPOILT[name]
    spoilt = spoil(DRAWN)
    assert spoilt != DRAWN

    with pytest.raises(DrawingNotOurs) as refused:
        imported(spoilt.encode())

    assert (element, reason) in [(each.element, each.reason) for each in refused.value.objections], list(
        map(str, refused.value.objections)
    )


def test_notes_for_people_and_facts_of_other_programs_are_passed_over() -> None:
    drawn = DRAWN.replace(
        "<bpmn:userTask",
        '<bpmn:textAnnotation id="ghi"><bpmn:text>Lưu ý</bpmn:text></bpmn:textAnnotation><bpmn:userTask',
        1,
    )
    drawn = drawn.replace("<mc:step ", '<their:colour xmlns:their="urn:their" value="red"/><mc:step ')

    assert imported(drawn.encode()) == as_node(PROCESS)


def test_a_task_that_another_program_added_comes_in_its_place_and_lacks_its_facts() -> None:
    drawn = DRAWN.replace('targetRef="step.tra"', 'targetRef="Activity_1x"').replace(
        "</bpmn:process>",
        '<bpmn:task id="Activity_1x" name="Ghi sổ"/>'
        '<bpmn:sequenceFlow id="moi" sourceRef="Activity_1x" targetRef="step.tra"/></bpmn:process>',
    )

    node = imported(drawn.encode())

    assert [step["key"] for step in node["steps"]] == ["tiep_nhan", "kiem_tra", "ky", "Activity_1x", "tra"]
    assert node["steps"][3] == {"key": "Activity_1x", "name": "Ghi sổ", "act": "work"}


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


HEAD, TAIL = DRAWN.split("<bpmn:definitions", 1)
HOSTILE = {
    "no XML": b"quy trinh",
    "nothing": b"",
    "another language": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "packed": gzip.compress(DRAWN.encode()),
    "a file of ours": (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><bpmn:definitions'
        + TAIL.replace('name="Ký"', 'name="&f;"')
    ).encode(),
    "an address": (
        '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><bpmn:definitions' + TAIL
    ).encode(),
    "a billion laughs": (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 12))
        + "]><bpmn:definitions"
        + TAIL.replace('name="Ký"', 'name="&a11;"')
    ).encode(),
    "definitions in UTF-16": (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><bpmn:definitions' + TAIL
    ).encode("utf-16"),
    "deep": nested(100_000),
    "large": DRAWN.encode() + b" " * LARGEST,
    "many": DRAWN.replace("</bpmn:process>", "<bpmn:task/>" * 30_000 + "</bpmn:process>").encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_not_read(name: str) -> None:
    with pytest.raises(DrawingUnreadable):
        imported(HOSTILE[name])


def test_a_condition_without_bottom_is_no_condition() -> None:
    deep = '{"not": ' * 5000 + '{"value": true}' + "}" * 5000

    with pytest.raises(DrawingNotOurs):
        imported(DRAWN.replace('{"on": "lam_lai"}', f'{{"when": {deep}}}').encode())


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_drawing_with_any_part_cut_out_is_read_or_refused(data: st.DataObject) -> None:
    lines = DRAWN.splitlines()
    begin = data.draw(st.integers(0, len(lines) - 1))
    length = data.draw(st.integers(1, 12))

    try:
        imported("\n".join([*lines[:begin], *lines[begin + length :]]).encode())
    except (DrawingUnreadable, DrawingNotOurs):
        return
