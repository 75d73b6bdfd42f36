"""A filing is opened within two working hours and answered within eight; what was asked for comes in fifteen days."""

import pytest

from motcua.dossiers.commands import intake, watching
from motcua.dossiers.models import Channel, Dossier, Watch
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.effects.notifications import officers
from motcua.effects.notifications.kinds import News
from tests.world import MONDAY, World, moment, run_jobs


def notes(dossier: Dossier) -> list[str]:
    events = dossier.events.filter(action=Action.NOTE_UNANSWERED).order_by("number")
    return [event.details["passed"] for event in events]


def test_v2_filed_late_on_friday_it_is_due_on_monday(world: World) -> None:
    """Vector V2: filed Friday 16:30; alert by Monday 09:00, decision by Monday 16:30."""
    dossier = world.submitted(at=moment("2026-11-20T16:30"))

    assert watching.note_unanswered(at=moment("2026-11-23T08:59")) == 0
    assert watching.note_unanswered(at=moment("2026-11-23T09:00")) == 1
    assert watching.note_unanswered(at=moment("2026-11-23T16:29")) == 0
    assert watching.note_unanswered(at=moment("2026-11-23T16:30")) == 1

    assert notes(dossier) == ["alert", "decision"]
    assert not Watch.objects.filter(dossier=dossier).exists()


def test_v3_over_the_holiday(world: World) -> None:
    """Vector V3: filed Monday 16:30 before the holiday of the 24th; decision by Wednesday 16:30."""
    dossier = world.submitted(at=moment("2026-11-23T16:30"))

    watching.note_unanswered(at=moment("2026-11-25T16:29"))
    assert notes(dossier) == ["alert"]
    watching.note_unanswered(at=moment("2026-11-25T16:30"))
    assert notes(dossier) == ["alert", "decision"]


def test_each_limit_is_noted_once_however_often_the_worker_looks(world: World) -> None:
    dossier = world.submitted(at=MONDAY)

    for _time in range(3):
        watching.note_unanswered(at=moment("2026-11-18T09:00"))
    Watch.objects.create(dossier=dossier, watch_for="alert", at=MONDAY)
    watching.note_unanswered(at=moment("2026-11-18T09:15"))

    assert notes(dossier) == ["alert", "decision"]


def test_what_was_taken_in_is_not_noted(world: World) -> None:
    """Negative control."""
    dossier = world.accepted("1.013227", at=MONDAY)

    assert watching.note_unanswered(at=moment("2026-11-18T09:00")) == 0
    assert notes(dossier) == []


def test_filed_again_the_hours_begin_anew(world: World) -> None:
    dossier = world.submitted("1.013227", at=MONDAY)
    intake.ask_to_complete(dossier, actor=world.minh, at=MONDAY, items=["gpxd_ban_chinh"], reason="Mờ")
    intake.resubmit(dossier, actor=world.lan, at=moment("2026-11-18T09:00"), key="again")

    assert watching.note_unanswered(at=moment("2026-11-18T10:59")) == 0
    assert watching.note_unanswered(at=moment("2026-11-18T11:00")) == 1
    assert notes(dossier) == ["alert"]


def test_what_came_by_post_has_a_working_day(world: World) -> None:
    """P13: at the desk and by post one working day instead of eight hours."""
    dossier = world.submitted(at=MONDAY)
    Dossier.objects.filter(pk=dossier.pk).update(channel=Channel.POST)
    dossier.refresh_from_db()

    assert watching.answer_due(dossier, since=MONDAY) == moment("2026-11-17T17:00")


def test_at_the_counter_nothing_waits(world: World) -> None:
    draft = world.draft("1.013227", by=world.minh, channel=Channel.COUNTER)

    intake.receive_at_counter(draft, actor=world.minh, at=MONDAY, key="counter")

    assert not Watch.objects.exists()


def test_officers_hear_first_and_their_head_when_it_is_late(world: World) -> None:
    world.submitted(at=MONDAY)
    later = moment("2026-11-18T09:00")

    watching.note_unanswered(at=moment("2026-11-16T11:00"))
    run_jobs()
    first = {one.kind for one in officers.news_of(world.minh, at=later)}
    heads_first = {one.kind for one in officers.news_of(world.head, at=later)}
    watching.note_unanswered(at=later)
    run_jobs()

    assert (first, heads_first) == ({News.UNANSWERED}, set())
    assert News.ANSWER_OVERDUE in {one.kind for one in officers.news_of(world.minh, at=later)}
    assert {one.kind for one in officers.news_of(world.head, at=later)} == {News.ANSWER_OVERDUE}


@pytest.mark.parametrize(("answer", "state"), [("again", State.SUBMITTED), ("", State.STOPPED)], ids=["came", "none"])
def test_v5_closed_on_the_first_working_day_after_fifteen(world: World, answer: str, state: State) -> None:
    """Vector V5: asked Monday 2 November; closable from Wednesday the 25th, over the holiday."""
    dossier = world.submitted("1.013227", at=moment("2026-11-02T08:00"))
    intake.ask_to_complete(
        dossier, actor=world.minh, at=moment("2026-11-02T10:00"), items=["gpxd_ban_chinh"], reason="Mờ"
    )
    if answer:
        intake.resubmit(dossier, actor=world.lan, at=moment("2026-11-20T10:00"), key=answer)

    assert watching.close_uncompleted(at=moment("2026-11-23T17:00")) == 0
    closed = watching.close_uncompleted(at=moment("2026-11-25T07:15"))

    dossier.refresh_from_db()
    assert closed == (state is State.STOPPED)
    assert dossier.state == state


def test_what_waits_without_a_watch_does_not_wait_for_ever(world: World) -> None:
    """Rows that came by another way than the commands, such as the seeded ones."""
    dossier = world.submitted("1.013227", at=moment("2026-11-02T08:00"))
    intake.ask_to_complete(
        dossier, actor=world.minh, at=moment("2026-11-02T10:00"), items=["gpxd_ban_chinh"], reason="Mờ"
    )
    Watch.objects.all().delete()

    assert watching.close_uncompleted(at=moment("2026-11-23T17:00")) == 0
    assert watching.close_uncompleted(at=moment("2026-11-25T07:15")) == 1


def test_a_day_that_was_closed_meanwhile_moves_the_end(world: World) -> None:
    """The watch is a note to look, not a fact: whoever looks counts again."""
    dossier = world.submitted("1.013227", at=moment("2026-11-02T08:00"))
    intake.ask_to_complete(
        dossier, actor=world.minh, at=moment("2026-11-02T10:00"), items=["gpxd_ban_chinh"], reason="Mờ"
    )
    Watch.objects.filter(dossier=dossier).update(at=moment("2026-11-10T00:00"))

    assert watching.close_uncompleted(at=moment("2026-11-11T07:15")) == 0
    assert Watch.objects.get(dossier=dossier, watch_for="completion").at == moment("2026-11-25T00:00")
