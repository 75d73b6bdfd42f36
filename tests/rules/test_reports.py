"""Reports as tables of cases: values, checks, scores, and the files that leave the house."""

import csv
import io
import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from motcua.effects.reporting import definitions, recount, reports
from motcua.effects.reporting.definitions import Kind
from motcua.effects.reporting.exports import Table, as_csv, as_xlsx
from motcua.effects.reporting.formulas import Absent, reckon
from motcua.effects.reporting.numbers import NUMBERS
from motcua.effects.reporting.reports import Report, make, points, reached, scores, written
from motcua.foundation.text.cells import plain

FIRST, LAST = date(2023, 1, 1), date(2023, 9, 30)
GOLDEN = Path(__file__).parent / "golden"
#: Units with the smallest and the largest share that the articles print, and one that received nothing.
UNITS: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("H60.1", "Ủy ban nhân dân phường Ỷ La", {"received_online": 27, "received_on_paper": 1973}),
    ("H60.2", "Sở Công Thương", {"received_online": 2096, "received_on_paper": 5, "resolved_late": 3}),
    ("H60.3", "Ủy ban nhân dân xã Hồng Thái", {}),
    ("H60.4", "Sở Tư pháp", {"received_online": 10, "received_on_paper": 0, "resolved_early": 10}),
)


def report(code: str, rows: tuple[tuple[str, str, dict[str, int]], ...] = UNITS, **beside: int) -> Report:
    definition = definitions.definition(code, on=LAST)
    counted = {name for name in definition.names if name in NUMBERS}
    full = [(key, name, {**dict.fromkeys(counted, 0), **numbers}) for key, name, numbers in rows]
    whole: Counter[str] = Counter()
    for _key, _name, numbers in full:
        whole.update(numbers)
    return make(definition, first=FIRST, last=LAST, rows=full, whole={**whole, **beside}, flags={}, dimension="agency")


def test_the_shares_are_those_that_the_articles_print_the_smallest_first_and_nothing_last() -> None:
    told = reports.as_json(report("online-share"))

    assert [(row["key"], row["share"]) for row in told["rows"]] == [
        ("H60.1", "1.35"),
        ("H60.2", "99.76"),
        ("H60.4", "100.00"),
        ("H60.3", None),
    ]
    assert (told["total"]["received"], told["total"]["online"]) == (4111, 2133)


def test_the_articles_whole_province_comes_to_their_figure() -> None:
    rows = (("H60", "Tuyên Quang", {"received_online": 71_725, "received_on_paper": 170_531 - 71_725}),)

    assert reports.as_json(report("online-share", rows))["total"]["share"] == "42.06"


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("1/3", Kind.PERCENT, Decimal("0.33")),
        ("0.005", Kind.PERCENT, Decimal("0.01")),
        ("99.995", Kind.PERCENT, Decimal("100.00")),
        ("7", Kind.COUNT, 7),
        ("7/2", Kind.DAYS, Decimal("3.50")),
    ],
)
def test_values_are_rounded_as_at_school(value: str, kind: Kind, said: object) -> None:
    assert written(Fraction(value), kind) == said


COUNTS = st.dictionaries(
    st.sampled_from(sorted(definitions.definition("06", on=LAST).names)), st.integers(0, 10**9), max_size=12
)


@settings(deadline=None)
@given(st.lists(COUNTS, max_size=5))
def test_the_identity_of_report_06_holds_exactly_when_dossiers_neither_appear_nor_vanish(
    units: list[dict[str, int]],
) -> None:
    """What was taken in is what was resolved, is open, or ended otherwise: a unit at which it is not is named."""
    rows = tuple((f"H{number}", f"Đơn vị {number}", given) for number, given in enumerate(units))

    made = report("06", rows)

    broken = [name for key, name, counts in rows if _in(counts) != _out(counts)]
    assert list(made.checks[0].broken) == broken
    assert made.checks[0].holds == (not broken)


def _in(counts: dict[str, int]) -> int:
    return sum(counts.get(name, 0) for name in ("received_online", "received_on_paper", "carried_over"))


def _out(counts: dict[str, int]) -> int:
    ends = ("resolved_early", "resolved_on_day", "resolved_late", "withdrawn", "stopped", "open_in_time", "open_late")
    return sum(counts.get(name, 0) for name in ends)


DAYS = st.dates(date(2022, 11, 1), date(2023, 12, 31))


@st.composite
def facts(draw: st.DrawFn) -> dict[str, str]:
    """A dossier that was received, perhaps past due, perhaps ended, in this order."""
    received = draw(DAYS)
    ended = received + timedelta(days=draw(st.integers(0, 200))) if draw(st.booleans()) else None
    due = received + timedelta(days=draw(st.integers(1, 120)))
    how = draw(st.sampled_from(["result", "withdrawn", "stopped", "refused"])) if ended else ""
    late = "" if how != "result" or ended is None else "late" if ended > due else "on_time" if ended == due else "early"
    fact = dict.fromkeys(_COLUMNS, "0") | {
        "channel": draw(st.sampled_from(["online", "counter", "post"])),
        "service_level": "full",
        "submitted_on": received.isoformat(),
        "received_on": received.isoformat(),
        "ended_on": ended.isoformat() if ended else "",
        "past_due_on": "" if ended and ended <= due else (due + timedelta(days=1)).isoformat(),
        "ended_how": how,
        "timeliness": late,
        "working_days": "3",
    }
    return fact | dict.fromkeys(("asked_on", "delivered_on", "index_late_on"), "")


_COLUMNS = (
    *("returns_paper", "electronic_result", "digitised_papers", "reused_papers", "has_fee", "paid_online"),
    *("identity_verified", "delivered_by_post", "received_again", "asked_before_due", "returned_before_due"),
    *("date_edited", "paused_without_ground", "finished_without_result", "closed_by_desk"),
)


@settings(deadline=None)
@given(st.lists(facts(), max_size=30), st.dates(FIRST, LAST), st.integers(0, 90))
def test_recounted_from_any_dossiers_the_identity_holds(
    dossiers: list[dict[str, str]], first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    counted = recount.numbers(dossiers, first=first.isoformat(), last=last.isoformat())
    check = definitions.definition("06", on=last).checks[0]

    assert reckon(check.left, counted) == reckon(check.right, counted)


def test_every_name_of_every_formula_is_counted_or_said_to_be_unknown() -> None:
    """The recount knows exactly the names that the database counts."""
    counted = recount.numbers([], first="2023-01-01", last="2023-09-30")

    assert set(counted) == set(NUMBERS)


def test_what_is_not_measured_is_neither_scored_nor_lost() -> None:
    made = report("index-766", ())
    known = report("index-766", (("", "", {"received": 100, "index_ended_late": 10}),))
    by_key = {each.group.key: each for each in scores(known)}

    assert made.whole.values["k11"] is Absent.NOT_MEASURED
    assert all(each.reached == each.scored == Decimal() for each in scores(made))
    assert (by_key["progress"].reached, by_key["progress"].scored) == (Decimal("18.00"), Decimal(20))
    assert sum(each.group.points or 0 for each in scores(made)) == 100


def test_the_whole_of_a_score_is_reached_where_the_rule_says() -> None:
    definition = definitions.definition("index-766", on=LAST)
    online = definition.column("k31")
    satisfied = definition.column("k54")

    assert [reached(online, Fraction(value)) for value in (0, 40, 80, 95)] == [0, Fraction(1, 2), 1, 1]
    assert points(satisfied, Fraction(45)) == Decimal("3.00")
    assert points(online, Fraction(45)) is None


@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_stays_text(text: str) -> None:
    table = Table(name="t", above=[text], heads=[text], rows=[[text, -5]])

    line = list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline="")))[2]
    sheet = load_workbook(io.BytesIO(as_xlsx(table, at=datetime(2026, 1, 1, tzinfo=UTC)))).active

    assert line == [plain(text), "-5"]
    assert plain(text).startswith("'")
    assert sheet is not None
    assert (sheet["A3"].data_type, sheet["B3"].data_type, sheet["B3"].value) == ("s", "n", -5)


def test_signs_that_no_workbook_can_hold_are_left_out() -> None:
    table = Table(name="t", above=[], heads=["a\x00b"], rows=[])

    sheet = load_workbook(io.BytesIO(as_xlsx(table, at=datetime(2026, 1, 1, tzinfo=UTC)))).active

    assert sheet is not None
    assert sheet["A1"].value == "ab"


#: Numbers that came with the second version: the first one has never heard of them.
_SINCE_THE_SECOND = frozenset({"full_online_results"})
#: They are told beside the others, as they once were.
_OF_THE_PORTAL = frozenset({"synchronised", "not_synchronised"})
_BESIDE = {"procedures": 1941, "online_services": 900, "partial_services": 300, "full_services": 600}
_BESIDE_SINCE = {
    "procedures_paid_online": 12,
    "money_paid_online": 123_456_000,
    "money_given_back": 7_000,
    "synchronised": 15,
    "not_synchronised": 5,
    "synchronising_failed": 2,
    "differing": 1,
    "petitions_answered": 3,
    "complaints": 4,
    "suggestions": 1,
    "petitions_judged": 3,
    "petitions_satisfied": 2,
}


@pytest.mark.parametrize(
    ("golden", "on", "unknown", "beside"),
    [
        pytest.param("dti", LAST, _SINCE_THE_SECOND, {}, id="first"),
        pytest.param("dti-2", date(2026, 11, 30), frozenset(), _BESIDE_SINCE, id="second"),
    ],
)
def test_the_monthly_figures_are_the_golden_ones(
    golden: str, on: date, unknown: frozenset[str], beside: dict[str, int]
) -> None:
    """A changed formula, column or order shows here; then it is a new version, and a new golden file."""
    counted = {name: number for number, name in enumerate(sorted(NUMBERS.keys() - unknown - _OF_THE_PORTAL), start=1)}
    numbers = {**counted, **_BESIDE, "online_services_used": 450, **beside}
    made = make(definitions.definition("dti", on=on), first=on, last=on, rows=[], whole=numbers, flags={})
    table = Table(
        name="dti",
        above=[made.definition.title],
        heads=["Chỉ tiêu", "Giá trị"],
        rows=[
            [column.title, _cell(written(made.whole.values[column.key], column.kind))]
            for column in made.definition.columns
        ],
    )

    assert as_csv(table).decode() == (GOLDEN / f"{golden}.csv").read_bytes().decode()
    sheet = load_workbook(io.BytesIO(as_xlsx(table, at=datetime(2026, 1, 1, tzinfo=UTC)))).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == _golden_cells(golden)


def _cell(value: int | Decimal | Absent) -> int | Decimal | str:
    return str(value) if isinstance(value, Absent) else value


def _golden_cells(golden: str) -> list[list[Any]]:
    told: list[list[Any]] = json.loads((GOLDEN / f"{golden}.json").read_text(encoding="utf-8"))
    return told


def test_the_files_of_definitions_stand_in_the_order_in_which_they_are_offered() -> None:
    assert definitions.codes() == ("06", "online-share", "index-766", "measurements-224", "dti")
