"""The shared table of cases. The browser's evaluator runs the same file, so that the two cannot drift."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.blueprints.expressions import checking, tree
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import evaluate, fails, holds
from motcua.blueprints.expressions.functions import FUNCTIONS, Kind
from motcua.foundation.calendar.arithmetic import WorkingCalendar

CASES = json.loads(Path(__file__).with_name("expression_cases.json").read_text(encoding="utf-8"))
TODAY = Context(today=date(2026, 11, 21))
ANSWERS = st.dictionaries(
    st.sampled_from("abc"), st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["x", "", "2026-01-01"])
)
CLAIMS = st.recursive(
    st.sampled_from([{"value": True}, {"value": False}, {"field": "nothing"}]),
    lambda inner: (
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"not": inner})
    ),
    max_leaves=8,
)


def context_of(node: dict[str, Any]) -> Context:
    return Context(
        today=date.fromisoformat(node["today"]),
        submitted_on=date.fromisoformat(node["submitted_on"]) if "submitted_on" in node else None,
        channel=node.get("channel"),
        rate=node.get("rate"),
        calendar=WorkingCalendar(
            closed=frozenset(map(date.fromisoformat, node.get("closed", ()))),
            opened=frozenset(map(date.fromisoformat, node.get("opened", ()))),
        ),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_case_of_the_shared_table(case: dict[str, Any]) -> None:
    found = evaluate(tree.parse(case["tree"]), case["answers"], context_of(case["context"]))

    assert found == case["result"]
    assert type(found) is type(case["result"])


def test_the_table_has_a_case_for_every_function() -> None:
    def called(node: object) -> set[str]:
        if isinstance(node, dict):
            named = {"all", "any", "not"} & set(node) | {node.get("call"), node.get("op")}
            return {name for name in named if name}.union(*(called(each) for each in node.values()))
        return set().union(*(called(each) for each in node)) if isinstance(node, list) else set()

    assert called([case["tree"] for case in CASES]) == set(FUNCTIONS)


def test_case_names_are_unique() -> None:
    names = [case["name"] for case in CASES]

    assert sorted(names) == sorted(set(names))


@given(CLAIMS)
def test_what_is_true_never_fails_and_what_fails_is_never_true(claim: dict[str, Any]) -> None:
    parsed = tree.parse(claim)

    assert not (holds(parsed, {}, TODAY) and fails(parsed, {}, TODAY))


@given(CLAIMS, ANSWERS)
def test_de_morgan_holds_with_three_values(claim: dict[str, Any], answers: dict[str, Any]) -> None:
    inside = evaluate(tree.parse({"not": {"all": [claim, claim]}}), answers, TODAY)
    outside = evaluate(tree.parse({"any": [{"not": claim}, {"not": claim}]}), answers, TODAY)

    assert inside is outside


def test_no_condition_always_holds() -> None:
    assert holds(None, {}, TODAY)


@pytest.mark.parametrize(
    ("node", "at", "expected"),
    [
        ("text", (), "{value}"),
        ({"field": "a", "op": "eq"}, (), "{value}"),
        ({"field": 3}, ("field",), "a name"),
        ({"call": "add", "args": {"value": 1}}, ("args",), "a list of expressions"),
        ({"all": [{"value": 1}, []]}, ("all", 1), "{value}"),
        ({"not": None}, ("not",), "{value}"),
    ],
)
def test_what_has_none_of_the_shapes_is_refused_at_its_place(
    node: Any, at: tuple[str | int, ...], expected: str
) -> None:
    with pytest.raises(tree.MalformedExpression) as refused:
        tree.parse(node)

    assert refused.value.at == at
    assert refused.value.expected.startswith(expected)


FIELDS = {"n": Kind.NUMBER, "d": Kind.DATE, "t": Kind.TEXT, "b": Kind.BOOLEAN, "l": Kind.LIST}


@pytest.mark.parametrize(
    ("node", "at", "expected"),
    [
        ({"call": "__import__", "args": [{"value": "os"}]}, (), "one of the functions"),
        ({"field": "unknown"}, (), "the key of a field"),
        ({"call": "not", "args": []}, (), "not with 1 argument"),
        ({"call": "add", "args": [{"value": 1}]}, (), "add with at least 2 arguments"),
        ({"call": "add", "args": [{"value": 1}, {"field": "t"}]}, ("args", 1), "number as argument 2"),
        ({"call": "years_between", "args": [{"field": "n"}, {"call": "today"}]}, ("args", 0), "date as argument 1"),
        ({"field": "n", "op": "eq", "value": "1"}, (), "both sides of eq"),
        ({"field": "t", "op": "lt", "value": "x"}, (), "numbers or dates"),
        ({"field": "n", "op": "in", "value": 3}, ("value",), "list as argument 2"),
        ({"not": {"field": "n"}}, ("not",), "boolean as argument 1"),
    ],
)
def test_a_tree_that_cannot_work_is_told_at_its_place(node: Any, at: tuple[str | int, ...], expected: str) -> None:
    found = list(checking.mistakes(tree.parse(node), fields=FIELDS))

    assert [mistake.at for mistake in found] == [at]
    assert found[0].expected.startswith(expected)


def test_a_condition_must_give_true_or_false() -> None:
    found = list(checking.mistakes(tree.parse({"field": "n"}), fields=FIELDS, gives=Kind.BOOLEAN))

    assert [mistake.expected for mistake in found] == ["an expression that gives boolean"]


@pytest.mark.parametrize(
    "node",
    [
        {"field": "d", "op": "lt", "value": "2016-01-01"},
        {"field": "t", "op": "eq", "value": "2016-01-01"},
        {"field": "l", "op": "contains", "value": "x"},
        {"all": [{"field": "b"}, {"call": "any_filled", "args": [{"field": "l"}]}]},
    ],
)
def test_a_tree_that_works_has_no_mistakes(node: Any) -> None:
    assert list(checking.mistakes(tree.parse(node), fields=FIELDS, gives=Kind.BOOLEAN)) == []
