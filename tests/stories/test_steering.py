"""A head reminds and is answered; many letters of apology open a task; lateness is foreseen and told once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.dossiers.commands import apologies, deadlines, handling
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.notifications import officers
from motcua.effects.notifications.kinds import News
from motcua.effects.steering import forecasts, letters, paces, reminding
from motcua.effects.steering.expecting import Why
from motcua.effects.steering.models import Forecast, Reminder, ReminderKind, StepPace
from motcua.effects.steering.reminding import Asked
from motcua.foundation.organisations.models import Agency, Post
from tests.world import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World, account, moment, run_jobs

BY_FRIDAY = date(2026, 11, 20)
#: 1.013227 has five working days: accepted on Monday 16 November it is due on Monday the 23rd.
MORNING = moment("2026-11-18T07:15")


def agency(code: str) -> Agency:
    return Agency.objects.get(code=code)


def reminded(world: World, *dossiers: Dossier, words: str = "Xem giúp vì sao chậm") -> Reminder:
    return reminding.remind(world.minh_tan, Asked(words, BY_FRIDAY, dossiers=dossiers), actor=world.head, at=MONDAY)


def told(actor: Actor) -> list[str]:
    return [one.kind for one in officers.news_of(actor, at=FRIDAY)]


def test_whoever_is_reminded_reads_it_and_answers_and_the_answer_is_read(world: World) -> None:
    dossier = world.accepted("1.013227")
    hoa = Post.objects.get(account=world.hoa.account_id or 0)
    asked = Asked("Bao giờ xong?", BY_FRIDAY, dossiers=[dossier], post=hoa)

    reminder = reminding.remind(world.minh_tan, asked, actor=world.head, at=MONDAY)
    run_jobs()

    assert News.REMINDED in told(world.hoa)
    assert list(reminding.unanswered(reminding.asked_of(world.hoa))) == [reminder]
    reminding.answer(reminder, actor=world.hoa, at=TUESDAY, words="Chiều mai xong")
    run_jobs()
    assert News.REMINDER_ANSWERED in told(world.head)
    assert not reminding.unanswered(reminding.given_by(world.head)).exists()


def test_without_an_officer_it_is_the_head_of_the_agency_who_answers(world: World) -> None:
    reminder = reminded(world)

    assert (reminder.agency, reminder.role) == (world.minh_tan, Role.HEAD)
    assert not reminding.asked_of(world.hoa).exists()


def test_a_unit_without_a_head_is_answered_for_by_the_next_above(world: World) -> None:
    unit = agency("H99.1.1")

    reminder = reminding.remind(unit, Asked("Quầy đông", BY_FRIDAY), actor=world.head, at=MONDAY)

    assert (reminder.about, reminder.agency) == (unit, world.minh_tan)


@pytest.mark.parametrize(
    ("about", "asked", "no"),
    [
        pytest.param("H99.2", Asked("Chậm", BY_FRIDAY), reminding.NotYoursToRemind, id="another commune"),
        pytest.param("H99", Asked("Chậm", BY_FRIDAY), reminding.NotYoursToRemind, id="above her"),
        pytest.param("H99.1", Asked("  ", BY_FRIDAY), reminding.ReminderWithoutWords, id="no words"),
        pytest.param("H99.1", Asked("Chậm", date(2026, 11, 15)), reminding.AnswerDayPassed, id="by yesterday"),
    ],
)
def test_what_a_head_may_not_ask(world: World, about: str, asked: Asked, no: type[Exception]) -> None:
    with pytest.raises(no):
        reminding.remind(agency(about), asked, actor=world.head, at=MONDAY)

    assert not Reminder.objects.exists()


def test_nobody_is_asked_about_dossiers_that_are_elsewhere(world: World) -> None:
    elsewhere = world.accepted("1.013227")
    unit = agency("H99.3")
    head = Post.objects.create(account=account("tuan"), agency=unit, role="head", valid_from=date(2025, 7, 1))
    actor = replace(world.head, post_id=head.pk, agency_id=unit.pk)

    with pytest.raises(reminding.NotYoursToRemind):
        reminding.remind(unit, Asked("Chậm", BY_FRIDAY, dossiers=[elsewhere]), actor=actor, at=MONDAY)


def test_who_is_not_a_head_reminds_nobody_and_who_is_not_asked_does_not_answer(world: World) -> None:
    reminder = reminded(world)

    with pytest.raises(reminding.NotYoursToRemind):
        reminding.remind(world.minh_tan, Asked("Chậm", BY_FRIDAY), actor=world.hoa, at=MONDAY)
    with pytest.raises(reminding.NotYoursToAnswer):
        reminding.answer(reminder, actor=world.quy, at=TUESDAY, words="Tôi")
    with pytest.raises(reminding.AnswerWithoutWords):
        reminding.answer(reminder, actor=world.head, at=TUESDAY, words=" ")


def test_what_was_asked_and_answered_is_never_rewritten(world: World) -> None:
    reminder = reminded(world, world.accepted("1.013227"))
    reminding.answer(reminder, actor=world.head, at=TUESDAY, words="Xong rồi")

    for statement in (
        "DELETE FROM steering_reminder",
        "DELETE FROM steering_remindeddossier",
        "UPDATE steering_reminderanswer SET words = ''",
    ):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def apologised(world: World) -> None:
    world.accepted("1.013227", at=MONDAY)
    [draft] = apologies.draft(at=moment("2026-11-20T07:15"))
    apologies.sign(
        draft, actor=world.head, at=moment("2026-11-20T08:00"), new_due_at=moment("2026-11-27T17:00"), reason="Đo lại"
    )


def test_the_third_letter_of_a_month_opens_a_task_for_the_head_once(world: World) -> None:
    for number in range(4):
        apologised(world)
        run_jobs()
        assert Reminder.objects.count() == (1 if number >= 2 else 0)

    task = Reminder.objects.get()
    assert (task.kind, task.about, task.month) == (ReminderKind.MANY_LETTERS, world.minh_tan, date(2026, 11, 1))
    # Five working days; the 24th is a holiday.
    assert task.answer_by == date(2026, 11, 30)
    assert told(world.head).count(News.APOLOGIES_LATE) == 1
    reminding.answer(task, actor=world.head, at=FRIDAY, words="Thêm một người thẩm tra")


def test_letters_of_another_month_are_another_task(world: World) -> None:
    for _ in range(3):
        apologised(world)
    run_jobs()

    assert letters.letters(world.minh_tan, at=moment("2026-12-01T09:00")) == 0
    letters.open_task(world.minh_tan, at=moment("2026-12-01T09:00"))
    assert Reminder.objects.count() == 1


def opened_long_ago(world: World) -> Dossier:
    return world.accepted("1.013227", at=MONDAY)


def slow(world: World, dossier: Dossier, *, median: int = 6000) -> None:
    """How long its open step lately took here: longer than there is time."""
    item = world.open_item(dossier)
    StepPace.objects.create(
        agency=item.agency,
        procedure_id=dossier.procedure_version.procedure_id,
        step=item.step,
        sample=30,
        median_minutes=median,
        p90_minutes=200 * median,
    )


def test_lateness_is_foreseen_before_the_day_and_told_once(world: World) -> None:
    dossier = opened_long_ago(world)
    slow(world, dossier)

    first, again = forecasts.look(at=MORNING), forecasts.look(at=moment("2026-11-19T07:15"))
    run_jobs()

    assert (first, again) == (1, 1)
    said = Forecast.objects.get()
    assert (said.why, said.due_at, said.first_said_at) == (Why.BY_PACE, dossier.due_at, MORNING)
    assert told(world.hoa).count(News.FORESEEN_LATE) == 1
    assert told(world.head).count(News.MANY_FORESEEN_LATE) == 1


def test_what_goes_well_is_not_foreseen(world: World) -> None:
    """Negative control: here the steps are quick."""
    dossier = opened_long_ago(world)
    slow(world, dossier, median=10)

    assert forecasts.look(at=MORNING) == 0
    assert not Forecast.objects.exists()


def test_what_somebody_has_done_meanwhile_is_taken_back(world: World) -> None:
    dossier = opened_long_ago(world)
    slow(world, dossier)
    forecasts.look(at=MORNING)

    StepPace.objects.update(median_minutes=1, p90_minutes=100_000)
    handling.forward(world.open_item(dossier), actor=world.hoa, at=moment("2026-11-18T08:00"))
    WorkItem.objects.filter(dossier=dossier, status=WorkStatus.OPEN).update(status=WorkStatus.DONE)
    later = moment("2026-11-19T07:15")
    forecasts.look(at=later)

    assert Forecast.objects.get().taken_back_at == later
    assert not forecasts.standing([world.minh_tan.pk], at=later).exists()


def test_nobody_is_told_twice_in_one_morning(world: World) -> None:
    """On the last day the officer hears that it is due, and the head has a letter to sign."""
    dossier = opened_long_ago(world)
    slow(world, dossier)
    last = moment("2026-11-20T17:30")
    deadlines.note_due(at=moment("2026-11-22T17:30"))
    apologies.draft(at=moment("2026-11-20T07:15"))
    run_jobs()

    forecasts.look(at=moment("2026-11-22T17:30"))
    run_jobs()

    heard = [one.kind for one in officers.news_of(world.hoa, at=last + timedelta(days=3))]
    assert News.DUE_SOON in heard
    assert News.FORESEEN_LATE not in heard
    above = [one.kind for one in officers.news_of(world.head, at=last + timedelta(days=3))]
    assert News.APOLOGY_DRAFTED in above
    assert News.MANY_FORESEEN_LATE not in above


def test_how_forecasts_turned_out_can_be_counted(world: World) -> None:
    dossier = opened_long_ago(world)
    slow(world, dossier)
    forecasts.look(at=MORNING)

    after = moment("2026-11-25T09:00")

    assert forecasts.turned_out([world.minh_tan.pk], at=after) == forecasts.Record(said=1, late=1)
    assert forecasts.turned_out([world.minh_tan.pk], at=MORNING) == forecasts.Record(said=0, late=0)


def test_the_pace_of_a_step_is_that_of_the_dossiers_that_came_out(world: World) -> None:
    finished = [world.finished("1.013227", at=MONDAY) for _ in range(3)]
    opened_long_ago(world)

    made = paces.reckon(at=THURSDAY)

    assert made == StepPace.objects.count() > 0
    done = WorkItem.objects.filter(dossier__in=finished, status=WorkStatus.DONE, parent=None).exclude(act="deliver")
    assert set(StepPace.objects.values_list("step", flat=True)) == set(done.values_list("step", flat=True))
    assert set(StepPace.objects.values_list("sample", flat=True)) == {3}


def test_old_work_says_nothing_of_today(world: World) -> None:
    world.finished("1.013227", at=MONDAY)

    assert paces.reckon(at=WEDNESDAY + timedelta(days=120)) == 0
