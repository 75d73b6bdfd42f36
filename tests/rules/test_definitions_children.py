"""A step that opens a dossier elsewhere: the procedure, its questions and its papers must be there."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from motcua.blueprints.catalogue.checking_children import mistakes_in_children
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.expressions.tree import FieldAnswer, Tree, Value
from motcua.blueprints.workflows.process import Process
from motcua.blueprints.workflows.steps import Act, Child
from tests.rules.shipped import definitions

BIRTH = "3.000722"


def opening(code: str = "1.004222", **parts: object) -> tuple[Definition, int]:
    """The interlinked registration of a birth, with another child in its first step of that kind."""
    parent = definitions()[BIRTH]
    number = next(number for number, step in enumerate(parent.steps) if step.act is Act.OPEN_CHILD)
    steps = list(parent.steps)
    steps[number] = replace(steps[number], child=Child(code, **parts))  # type: ignore[arg-type]  # facts of a child
    return replace(parent, process=Process(tuple(steps), parent.process.flows)), number


def told(parent: Definition, known: Mapping[str, Definition] | None = None) -> list[tuple[tuple[str | int, ...], str]]:
    return [(mistake.at, mistake.found) for mistake in mistakes_in_children(parent, known or definitions())]


@pytest.mark.parametrize("code", sorted(definitions()))
def test_every_procedure_that_ships_opens_what_there_is(code: str) -> None:
    assert told(definitions()[code]) == []


def test_a_procedure_that_is_not_there_cannot_be_opened() -> None:
    parent, number = opening("9.999999")

    assert (("process", "steps", number, "child", "procedure"), "9.999999") in told(parent)


def test_a_procedure_does_not_open_itself_on_a_detour() -> None:
    parent, number = opening("1.004222")
    child = definitions()["1.004222"]
    again = replace(child.steps[1], act=Act.OPEN_CHILD, child=Child(BIRTH))
    circle = replace(child, process=replace(child.process, steps=(child.steps[0], again, *child.steps[2:])))

    found = told(parent, {**definitions(), "1.004222": circle, BIRTH: parent})

    assert (("process", "steps", number, "child", "procedure"), "1.004222") in found


@pytest.mark.parametrize(
    ("answers", "key", "found"),
    [
        ({"khong_co": Value("x")}, "khong_co", "khong_co"),
        ({"ho_ten": FieldAnswer("khong_co")}, None, "khong_co"),
        ({"ho_ten": Value(value=True)}, None, "boolean"),
    ],
    ids=["a question it does not ask", "an answer nobody gave", "an answer of another kind"],
)
def test_answers_go_where_they_fit(answers: dict[str, Tree], key: str | None, found: str) -> None:
    parent, number = opening(answers=answers)

    mistakes = told(parent)

    assert found in [each for _, each in mistakes]
    assert key is None or ("process", "steps", number, "child", "answers", key) in [at for at, _ in mistakes]


@pytest.mark.parametrize(
    ("papers", "found"),
    [({"khong_co": "giay_khai_sinh"}, "khong_co"), ({"quan_he_nhan_than": "khong_co"}, "khong_co")],
    ids=["a paper it does not ask for", "a paper that the parent has not"],
)
def test_papers_are_papers_on_both_sides(papers: dict[str, str], found: str) -> None:
    parent, number = opening(papers=papers)

    assert (("process", "steps", number, "child", "papers", next(iter(papers))), found) in told(parent)
