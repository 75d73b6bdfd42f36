"""Other agencies are asked. Silence is not agreement (TT 11/2025), and waiting for an answer stops no clock."""

from datetime import timedelta

import pytest

from motcua.dossiers.commands import consulting, decision, giving_back, handling, work
from motcua.dossiers.commands.consulting import Question
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import AGREEMENT, Dossier, Opinion, OpinionKind, WorkItem, WorkStatus
from motcua.dossiers.queries.trace import trace
from motcua.dossiers.rules.lifecycle import Action, Role, State, WorkNotDone
from motcua.dossiers.rules.outcome import Outcome
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.models import OfficerNotice
from motcua.foundation.organisations.models import Agency
from motcua.sites.ui import ledger_words
from tests.processes import HOUSING, POLICE, TAX, at, item, open_steps, publish, step
from tests.world import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World, moment, run_jobs

#: Three working days from Tuesday.
DEADLINE = moment("2026-11-20T17:00")
AFTERWARDS = moment("2026-11-23T07:15")


def with_a_question(world: World, **more: object) -> Dossier:
    """The commune police are asked in the process, and have three working days."""
    asked = step("hoi", act="consult", role="consulted", unit="commune_police", max_days=3, max_unit="working_day")
    publish([step("a"), {**asked, **more}, step("b")])
    dossier = world.accepted()
    handling.forward(item(dossier, "a"), actor=world.hoa, at=TUESDAY)
    return dossier


def question(agency: str, *, content: str = "Đề nghị cho ý kiến về ranh giới", by: object = FRIDAY) -> Question:
    return Question(Agency.objects.get(code=agency), content, by)  # type: ignore[arg-type]


def told(kind: News) -> set[tuple[str, str]]:
    """The agencies and roles that were told of it."""
    run_jobs()
    return set(OfficerNotice.objects.filter(kind=kind).values_list("agency__code", "role"))


# --- a step of the process


def test_the_asked_agency_has_the_days_that_the_procedure_gives(world: World) -> None:
    dossier = with_a_question(world)

    asked = item(dossier, "hoi")
    assert (asked.agency.code, asked.role, asked.due_at) == (POLICE, "consulted", DEADLINE)


@pytest.mark.parametrize("kind", [OpinionKind.AGREED, OpinionKind.DISAGREED, OpinionKind.NO_OPINION])
def test_whatever_the_opinion_is_the_dossier_goes_on_with_it(world: World, kind: OpinionKind) -> None:
    dossier = with_a_question(world)

    consulting.answer(
        item(dossier, "hoi"), actor=at(POLICE, Role.CONSULTED), at=WEDNESDAY, kind=kind, words="Đã xem xét"
    )

    assert open_steps(dossier) == ["b"]
    opinion = Opinion.objects.get(work_item__dossier=dossier)
    assert (opinion.kind, opinion.remark and opinion.remark.text) == (kind, "Đã xem xét")


@pytest.mark.parametrize("kind", [OpinionKind.DISAGREED, OpinionKind.AGREED_WITH_CONDITIONS, OpinionKind.SILENT])
def test_who_does_not_simply_agree_says_why_and_nobody_answers_with_silence(world: World, kind: OpinionKind) -> None:
    dossier = with_a_question(world)

    with pytest.raises(consulting.OpinionMissing):
        consulting.answer(item(dossier, "hoi"), actor=at(POLICE, Role.CONSULTED), at=WEDNESDAY, kind=kind)
    assert open_steps(dossier) == ["hoi"]


def test_a_question_is_not_finished_by_handing_on(world: World) -> None:
    dossier = with_a_question(world)

    with pytest.raises(handling.StepNeedsItsOwnAct):
        handling.forward(item(dossier, "hoi"), actor=at(POLICE, Role.CONSULTED), at=WEDNESDAY)


def test_only_the_asked_agency_answers(world: World) -> None:
    dossier = with_a_question(world)

    for stranger in (world.hoa, world.quy, at("G01.99.2", Role.CONSULTED), at(POLICE, Role.PROCESSOR)):
        with pytest.raises(work.NotYourStep):
            consulting.answer(item(dossier, "hoi"), actor=stranger, at=WEDNESDAY, kind=OpinionKind.AGREED)


def test_silence_is_not_agreement_and_the_heads_are_told_once(world: World) -> None:
    dossier = with_a_question(world)

    assert [consulting.note_silence(at=moment) for moment in (DEADLINE - timedelta(minutes=1), AFTERWARDS)] == [0, 1]
    assert consulting.note_silence(at=AFTERWARDS + timedelta(days=1)) == 0

    assert open_steps(dossier) == ["hoi"]
    # The service centre of the commune has no head of its own: the committee's stands in.
    assert told(News.CONSULTATION_SILENT) == {("H99.1", "head"), (POLICE, "head"), ("H99.1", "processor")}


def test_the_deciding_officer_goes_on_without_an_answer_only_after_its_time_and_says_why(world: World) -> None:
    dossier = with_a_question(world)
    asked = item(dossier, "hoi")

    with pytest.raises(consulting.StillTimeToAnswer):
        consulting.go_on_without(asked, actor=world.hoa, at=THURSDAY, reason="Chờ lâu")
    with pytest.raises(ReasonMissing):
        consulting.go_on_without(asked, actor=world.hoa, at=AFTERWARDS, reason=" ")
    consulting.go_on_without(asked, actor=world.hoa, at=AFTERWARDS, reason="Đã nhắc hai lần, không trả lời")

    opinion = Opinion.objects.get(work_item=asked)
    assert opinion.kind == OpinionKind.SILENT
    assert opinion.kind not in AGREEMENT
    assert open_steps(dossier) == ["b"]


def test_who_has_nothing_to_decide_does_not_go_on_without_an_answer(world: World) -> None:
    dossier = with_a_question(world)

    for stranger in (world.minh, world.quy, at(POLICE, Role.CONSULTED)):
        with pytest.raises(work.NotYourStep):
            consulting.go_on_without(item(dossier, "hoi"), actor=stranger, at=AFTERWARDS, reason="Không có")


def test_where_the_law_takes_silence_for_agreement_the_morning_ends_the_question(world: World) -> None:
    dossier = with_a_question(world, silence="agreement")

    consulting.note_silence(at=AFTERWARDS)

    assert Opinion.objects.get(work_item=item(dossier, "hoi")).kind == OpinionKind.SILENT_AGREED
    assert open_steps(dossier) == ["b"]
    assert told(News.CONSULTATION_SILENT) == set()


def test_waiting_for_an_answer_stops_the_clock_only_on_a_ground_of_the_law(world: World) -> None:
    dossier = with_a_question(world)
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS

    stands = with_a_question(world, ground="consultation")
    stands.refresh_from_db()
    assert stands.state == State.SUSPENDED
    consulting.answer(item(stands, "hoi"), actor=at(POLICE, Role.CONSULTED), at=THURSDAY, kind=OpinionKind.AGREED)
    stands.refresh_from_db()
    assert stands.state == State.IN_PROGRESS


# --- beside the process


def test_several_agencies_are_asked_at_once_and_the_clock_runs_on(world: World) -> None:
    dossier = world.accepted()
    due_at = dossier.due_at

    consulting.ask(
        world.open_item(dossier),
        actor=world.hoa,
        at=TUESDAY,
        questions=[question(POLICE), question(TAX), question(HOUSING)],
    )

    dossier.refresh_from_db()
    assert (dossier.state, dossier.due_at) == (State.IN_PROGRESS, due_at)
    assert told(News.CONSULTATION_ASKED) == {(code, "consulted") for code in (POLICE, TAX, HOUSING)}


def test_the_step_waits_for_every_answer_or_for_a_reason_to_go_on(world: World) -> None:
    dossier = world.accepted()
    step_of_hoa = world.open_item(dossier)
    police, tax = consulting.ask(step_of_hoa, actor=world.hoa, at=TUESDAY, questions=[question(POLICE), question(TAX)])

    consulting.answer(police, actor=at(POLICE, Role.CONSULTED), at=WEDNESDAY, kind=OpinionKind.AGREED)
    with pytest.raises(work.AnswersAwaited):
        handling.forward(step_of_hoa, actor=world.hoa, at=WEDNESDAY)
    with pytest.raises(work.AnswersAwaited):
        giving_back.give_back(step_of_hoa, actor=world.hoa, at=WEDNESDAY, reason="Chưa rõ")
    consulting.go_on_without(tax, actor=world.hoa, at=THURSDAY, reason="Không cần nữa")
    handling.forward(step_of_hoa, actor=world.hoa, at=THURSDAY)

    assert Opinion.objects.get(work_item=tax).kind == OpinionKind.WITHDRAWN
    assert open_steps(dossier) == ["trinh_ky"]


def test_an_answer_that_did_not_come_in_time_is_silence_also_beside_the_process(world: World) -> None:
    dossier = world.accepted()
    (police,) = consulting.ask(world.open_item(dossier), actor=world.hoa, at=TUESDAY, questions=[question(POLICE)])

    consulting.go_on_without(police, actor=world.hoa, at=FRIDAY, reason="Hết hạn, không trả lời")

    assert Opinion.objects.get(work_item=police).kind == OpinionKind.SILENT


def test_nothing_is_signed_while_a_question_is_open(world: World) -> None:
    dossier = world.worked()
    consulting.ask(world.open_item(dossier), actor=world.tuan, at=WEDNESDAY, questions=[question(POLICE)])

    decision.file_result(dossier, kind="result", file=world.file(by=world.hoa), actor=world.hoa, at=WEDNESDAY)

    with pytest.raises(WorkNotDone):
        decision.decide(dossier, actor=world.tuan, at=WEDNESDAY, outcome=Outcome.GRANTED)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ([], consulting.NobodyAsked),
        ([(POLICE, " ", FRIDAY)], consulting.QuestionMissing),
        ([(POLICE, "Hỏi", MONDAY)], consulting.DeadlineNotAhead),
        ([("H99.1", "Hỏi", FRIDAY)], consulting.NobodyAnswersThere),
        ([("H99.1.1", "Hỏi", FRIDAY)], consulting.NobodyAnswersThere),
        ([(POLICE, "Hỏi", FRIDAY), (POLICE, "Hỏi lại", FRIDAY)], consulting.AskedAlready),
        ([(TAX, "Hỏi", FRIDAY), (POLICE, "Hỏi", MONDAY)], consulting.DeadlineNotAhead),
    ],
    ids=["nobody", "nothing", "in the past", "oneself", "nobody there", "twice", "the second is wrong"],
)
def test_a_question_that_cannot_be_answered_is_refused_and_none_is_asked(
    world: World, asked: list[tuple[str, str, object]], refusal: type[Exception]
) -> None:
    dossier = world.accepted()
    questions = [question(code, content=content, by=by) for code, content, by in asked]

    with pytest.raises(refusal):
        consulting.ask(world.open_item(dossier), actor=world.hoa, at=TUESDAY, questions=questions)

    assert not WorkItem.objects.filter(dossier=dossier, parent__isnull=False).exists()


def test_the_answer_reaches_whoever_asked_and_stands_in_the_trace(world: World) -> None:
    dossier = world.accepted()
    handling.assign(world.open_item(dossier), actor=world.hoa, at=TUESDAY)
    (police,) = consulting.ask(world.open_item(dossier), actor=world.hoa, at=TUESDAY, questions=[question(POLICE)])

    consulting.answer(police, actor=at(POLICE, Role.CONSULTED), at=WEDNESDAY, kind=OpinionKind.AGREED)

    assert told(News.OPINION_GIVEN) == {("H99.1", "processor")}
    (asked,) = [leg for leg in trace(dossier) if leg.is_consultation]
    assert asked.words == "Đề nghị cho ý kiến về ranh giới"
    assert asked.status == WorkStatus.DONE


# --- by law, with the clock standing


def test_a_consultation_by_law_stops_the_clock_with_its_ground_article_and_letter(world: World) -> None:
    dossier = with_a_question(world, ground="consultation", ground_basis="Luật Xây dựng", share_pct=0)

    event = dossier.events.get(action=Action.SUSPEND)
    consulting.answer(item(dossier, "hoi"), actor=at(POLICE, Role.CONSULTED), at=WEDNESDAY, kind=OpinionKind.AGREED)

    assert event.details["document"].startswith("LYK-")
    told_lines = ledger_words.told(dossier, at=THURSDAY)
    assert told_lines is not None
    standing = next(line for line in told_lines.lines if line.stands)
    assert event.details["document"] in standing.paper
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
