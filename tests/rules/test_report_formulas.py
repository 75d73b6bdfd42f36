"""What a report's formula can say, and what it cannot."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.effects.reporting import definitions
from motcua.effects.reporting.definitions import NoSuchReport
from motcua.effects.reporting.formulas import Absent, FormulaWrong, parse, reckon

NUMBERS = {"a": 3, "b": 4, "none": 0}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", 3),
        ("a + b", 7),
        ("a - b", -1),
        ("2 * (a + b)", 14),
        ("share(a, b)", 75),
        ("ratio(a, b)", Fraction(3, 4)),
        ("least(a, b) + greatest(a, b)", 7),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("share(a, none)", Absent.OF_NOTHING),
        ("share(a, none) + b", Absent.OF_NOTHING),
        ("a + unheard_of", Absent.NOT_MEASURED),
        ("share(unheard_of, none)", Absent.NOT_MEASURED),
    ],
)
def test_a_formula_is_reckoned_exactly(text: str, value: object) -> None:
    assert reckon(parse(text), NUMBERS) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a +",
        "a b",
        "a / b",
        "a ** b",
        "-a",
        "'text'",
        "True",
        "1e999",
        "1j",
        "a.b",
        "a[0]",
        "[a]",
        "lambda: a",
        "a if b else a",
        "a == b",
        "(a := 1)",
        "open('x', 'w')",
        "__import__('os').system('true')",
        "share(a)",
        "share(a, b, a)",
        "share(a, whole=b)",
        "share(*a, b)",
        "unheard_of(a, b)",
        "f'{a}'",
        "a + " * 400 + "a",
        "(" * 300 + "a" + ")" * 300,
    ],
)
def test_whatever_else_python_could_read_is_no_formula(text: str) -> None:
    with pytest.raises(FormulaWrong):
        parse(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_does_anything_but_be_a_formula_or_not(text: str) -> None:
    try:
        formula = parse(text)
    except FormulaWrong:
        return

    assert isinstance(reckon(formula, NUMBERS), Fraction | Absent)


def test_a_formula_knows_its_names_and_whether_it_only_adds() -> None:
    assert parse("share(a + b, a + c)").names == ("a", "b", "c")
    assert [parse(text).is_sum for text in ("a", "a + b", "a - b", "2 * a", "share(a, b)", "a + 1")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("code", definitions.codes())
def test_every_definition_says_where_it_comes_from_and_survives_being_written_down(code: str) -> None:
    for each in definitions.versions(code):
        assert each.title
        assert each.question
        assert each.source
        assert definitions.read(definitions.told(each)) == each
        assert {column.group for column in each.columns} <= {
            "",
            *(group.key for group in each.groups),
        } or not each.groups


def test_an_old_report_keeps_its_old_formula() -> None:
    assert definitions.definition("06", on=date(2021, 1, 1)).version == 1
    with pytest.raises(NoSuchReport):
        definitions.definition("06", on=date(2019, 12, 31))
    with pytest.raises(NoSuchReport):
        definitions.definition("../settings", on=date(2026, 1, 1))


def test_the_newer_formula_holds_from_its_day_on() -> None:
    common = {"code": "x", "title": "x", "source": "x", "confidence": "I"}
    old = {**common, "valid_from": "2020-01-01", "version": 1, "columns": [{"key": "k", "title": "k", "formula": "a"}]}
    new = {**old, "valid_from": "2026-07-01", "version": 2, "columns": [{"key": "k", "title": "k", "formula": "a+b"}]}

    read = [definitions.read(each) for each in (old, new)]

    assert [reckon(each.column("k").formula, NUMBERS) for each in read] == [3, 7]


def test_a_word_that_a_definition_does_not_know_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        definitions.read(
            {"code": "x", "version": 1, "valid_from": "2020-01-01", "source": "x", "confidence": "I", "columns": [],
             "title": "x", "colour": "red"}
        )  # fmt: skip
