"""Procedures carry their own tests: those that ship are green; a wrong test and a broken rule are told by name."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from motcua.blueprints.catalogue.checking_tests import mistakes_in_tests
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.parsing_tests import tests as parsed
from motcua.blueprints.workflows.steps import Silence
from motcua.dossiers.rules import lifecycle
from motcua.dossiers.rules.lifecycle import Action, Clock, Need, State
from motcua.effects import table
from motcua.effects.procedure_tests.gate import gate
from motcua.effects.procedure_tests.outcome import Outcome
from motcua.effects.procedure_tests.running import run_of
from motcua.effects.slips import jobs as slips
from motcua.foundation.calendar.arithmetic import OfficeHours, Session, WorkingCalendar
from motcua.foundation.calendar.public_holidays import special_days
from motcua.foundation.jobs.queue import JOBS
from tests.rules.shipped import definitions

DAYS = tuple(special_days(first_year=2026, last_year=2028))
CALENDAR = WorkingCalendar(
    closed=frozenset(each.day for each in DAYS if each.kind == "closed"),
    opened=frozenset(each.day for each in DAYS if each.kind == "opened"),
)
PERMIT = "1.013227"


def red(definition: Definition, calendar: WorkingCalendar = CALENDAR) -> list[str]:
    return [outcome.test.name for outcome in run_of(definition, calendar=calendar) if not outcome.is_green]


def with_tests(code: str, *nodes: Mapping[str, Any]) -> Definition:
    return replace(definitions()[code], tests=parsed(nodes))


def a_test(**changed: Any) -> dict[str, Any]:
    """Accepted on Monday 16 November at ten, due on Monday the 23rd."""
    return {
        "name": "A permit",
        "channel": "online",
        "filed_at": "2026-11-16 09:00",
        "happens": [{"at": "2026-11-16 10:00", "do": "accept"}],
        "expected": [{"at": "2026-11-16 10:00", "state": "in_progress", "due_at": "2026-11-23"}],
        **changed,
    }


@pytest.mark.parametrize("code", sorted(definitions()))
def test_every_procedure_that_ships_has_tests_and_all_are_green(code: str) -> None:
    definition = definitions()[code]
    found = run_of(definition, calendar=CALENDAR)

    assert found
    assert [(each.test.name, each.reds) for each in found if not each.is_green] == []
    assert list(gate(calendar=CALENDAR)(definition)) == []


def test_a_date_that_is_wrong_by_a_day_is_told_with_what_was_found() -> None:
    wrong = with_tests(PERMIT, a_test(expected=[{"at": "2026-11-16 10:00", "due_at": "2026-11-20"}]))

    (mistake,) = gate(calendar=CALENDAR)(wrong)

    assert mistake.at == ("tests", 0, "expected", 0, "due_at")
    assert mistake.expected == "2026-11-20 in the test “A permit”"
    assert mistake.found == "2026-11-23"


@pytest.mark.parametrize(
    ("looked_at", "wanted", "found"),
    [
        ("state", "submitted", "in_progress"),
        ("due_at", "2026-11-23 16:59", "2026-11-23"),
        ("due_at", "none", "2026-11-23"),
        ("original_due_at", "2026-11-24", "2026-11-23"),
        ("open", ["trinh_ky"], "[tham_dinh]"),
        ("slips", ["receipt", "refusal"], "[receipt]"),
        ("messages", ["submit"], "[submit, accept]"),
    ],
)
def test_whatever_is_looked_at_can_be_red(looked_at: str, wanted: object, found: str) -> None:
    definition = with_tests(PERMIT, a_test(expected=[{"at": "2026-11-16 10:00", looked_at: wanted}]))

    ((told,),) = [outcome.reds for outcome in run_of(definition, calendar=CALENDAR)]

    assert (told.what, told.found) == (looked_at, found)


def test_a_day_stands_for_the_end_of_its_office_hours() -> None:
    definition = with_tests(PERMIT, a_test(expected=[{"at": "2026-11-16 10:00", "due_at": "2026-11-23 17:00"}]))
    short = WorkingCalendar(
        CALENDAR.closed, CALENDAR.opened, (OfficeHours(date.min, (Session(time(7), time(16, 30)),)),)
    )

    assert red(definition) == []
    assert red(definition, short) == ["A permit"]
    assert red(with_tests(PERMIT, a_test()), short) == []


def test_what_the_law_refuses_is_red_unless_the_test_says_so() -> None:
    early = {"at": "2026-11-16 09:30", "do": "decide"}
    looks = [{"at": "2026-11-16 09:30", "state": "submitted"}]

    assert red(with_tests(PERMIT, a_test(happens=[early], expected=looks))) == ["A permit"]
    assert red(with_tests(PERMIT, a_test(happens=[early | {"refused": "step_gone"}], expected=looks))) == []
    assert red(with_tests(PERMIT, a_test(happens=[early | {"refused": "second_request"}], expected=looks)))


def test_what_is_refused_leaves_nothing_behind() -> None:
    happens = [
        {"at": "2026-11-16 10:00", "do": "accept"},
        {"at": "2026-11-23 08:00", "do": "apologise", "new_due_at": "2026-11-26 17:00", "refused": "apology_too_late"},
    ]
    looks = [{"at": "2026-11-23 08:00", "due_at": "2026-11-23", "slips": ["receipt"]}]

    assert red(with_tests(PERMIT, a_test(happens=happens, expected=looks))) == []


def test_another_calendar_moves_dates_and_says_which_tests_it_touches() -> None:
    longer = WorkingCalendar(CALENDAR.closed | {date(2027, 2, 11)}, CALENDAR.opened)

    touched = {code for code, definition in definitions().items() if red(definition, longer)}

    assert PERMIT in touched
    assert "1.001570" not in touched
    assert red(definitions()[PERMIT], longer) == ["Vắt qua Tết Nguyên đán 2027"]


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"answers": {"khong_co": True}}, ("tests", 0, "answers", "khong_co")),
        ({"channel": "post"}, ("tests", 0, "channel")),
        ({"happens": [{"at": "2026-11-16 10:00", "do": "finish", "step": "x"}]}, ("tests", 0, "happens", 0, "step")),
        (
            {"happens": [{"at": "2026-11-16 10:00", "do": "accept", "picked": ["x"]}]},
            ("tests", 0, "happens", 0, "picked"),
        ),
        ({"happens": [{"at": "2026-11-15 10:00", "do": "accept"}]}, ("tests", 0, "happens", 0, "at")),
        ({"expected": [{"at": "2026-11-16 10:00", "open": ["x"]}]}, ("tests", 0, "expected", 0, "open")),
    ],
)
def test_a_test_about_what_is_not_there_is_a_mistake(changed: dict[str, Any], where: tuple[object, ...]) -> None:
    (mistake,) = mistakes_in_tests(with_tests("1.004222", a_test(**changed)))

    assert mistake.at == where


def test_two_tests_have_two_names() -> None:
    assert [each.at for each in mistakes_in_tests(with_tests(PERMIT, a_test(), a_test()))] == [("tests", 1, "name")]


def broken(monkeypatch: pytest.MonkeyPatch, action: Action, source: State, **changed: Any) -> None:
    """The lifecycle with one row that is not the law."""
    row = lifecycle._BY_KEY[action, source]
    monkeypatch.setitem(lifecycle._BY_KEY, (action, source), replace(row, **changed))


def red_everywhere() -> set[str]:
    return {name for definition in definitions().values() for name in red(definition)}


def test_a_supplement_that_resumes_instead_of_beginning_again_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, Action.SUPPLEMENT, State.SUPPLEMENT_REQUESTED, clock=Clock.RESUME)

    assert red_everywhere() == {"Bổ sung thì thời hạn tính lại từ đầu, và chỉ được yêu cầu một lần"}


def test_a_second_letter_of_apology_that_is_let_through_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    row = lifecycle._BY_KEY[Action.APOLOGISE, State.IN_PROGRESS]
    broken(monkeypatch, Action.APOLOGISE, State.IN_PROGRESS, needs=row.needs - {Need.NO_APOLOGY_YET})

    assert red_everywhere() == {"Xin lỗi và hẹn lại một lần, kịp trước hạn; lần thứ hai không được"}


def test_a_slip_that_is_not_made_any_more_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tuple(job for job in table.AFTER[Action.ASK_TO_COMPLETE] if job is not slips.completion_request)
    monkeypatch.setitem(table.AFTER, Action.ASK_TO_COMPLETE, kept)

    assert red_everywhere() == {"Không hoàn thiện trong 15 ngày làm việc thì dừng giải quyết"}


def test_a_join_that_waits_for_nobody_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(definitions()["3.000722"].process), "may_open", lambda *_, **__: True)

    assert red(definitions()["3.000722"])


def test_silence_that_means_something_else_is_noticed() -> None:
    birth = definitions()["1.001193"]
    steps = tuple(replace(step, silence=Silence.NOT_AGREEMENT) for step in birth.steps)

    changed = replace(birth, process=replace(birth.process, steps=steps))

    assert red(changed) == ["Người nộp im lặng, một ngày xác nhận rơi vào ngày nghỉ 24/11"]


def test_every_job_that_makes_a_slip_says_so() -> None:
    """What the runner reads is declared: a job of the slips without it would be overlooked."""
    silent = {name for name, job in JOBS.items() if name.startswith("slips.") and not job.makes}

    assert silent <= MAKES_NOTHING_OF_ITS_OWN


#: Jobs of the slips that no act of the lifecycle leads to.
MAKES_NOTHING_OF_ITS_OWN: set[str] = set()


def test_a_test_says_what_was_recorded_line_by_line() -> None:
    (outcome,) = run_of(with_tests(PERMIT, a_test()), calendar=CALENDAR)

    assert told(outcome) == [
        ("2026-11-16 09:00", (Action.SUBMIT,)),
        ("2026-11-16 10:00", (Action.ACCEPT,)),
        ("2026-11-16 10:00", ()),
    ]


def told(outcome: Outcome) -> list[tuple[str, tuple[Action, ...]]]:
    return [(f"{line.at:%Y-%m-%d %H:%M}", line.recorded) for line in outcome.lines]
