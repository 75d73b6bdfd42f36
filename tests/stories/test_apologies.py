"""Letters of apology: drafted in time, signed or dropped by a head, and never silently too late."""

from datetime import date

import pytest

from motcua.dossiers.commands import apologies, deadlines, handling, processing
from motcua.dossiers.commands.apologies import DraftSettled
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import ApologyDraft, Dossier, WorkItem, WorkStatus
from motcua.dossiers.rules.lifecycle import Action, NotAllowed, OtherAgency, Role
from motcua.effects.notifications import officers
from motcua.effects.notifications.kinds import News
from tests.world import MONDAY, TUESDAY, World, moment, officer, run_jobs

#: 1.013227 has five working days: accepted on Monday 16 November it is due on Monday the 23rd.
LAST_DAY = moment("2026-11-20T07:15")


def late(world: World) -> Dossier:
    """Nobody has begun it; on Friday its first step has used up its share."""
    return world.accepted("1.013227", at=MONDAY)


def test_a_draft_is_there_on_the_last_lawful_day_and_once(world: World) -> None:
    dossier = late(world)

    first, again = apologies.draft(at=LAST_DAY), apologies.draft(at=LAST_DAY)

    assert [each.dossier_id for each in first] == [dossier.pk]
    assert again == []
    assert (first[0].last_day, first[0].due_at) == (date(2026, 11, 20), dossier.due_at)
    # The 24th is a holiday.
    assert first[0].new_due_at >= moment("2026-11-25T17:00")


def test_it_is_drafted_earlier_where_a_step_has_used_up_its_share(world: World) -> None:
    WorkItem.objects.filter(dossier=late(world), status=WorkStatus.OPEN).update(due_at=TUESDAY)

    assert [each.cause for each in apologies.draft(at=moment("2026-11-19T07:15"))] == ["step_late"]


def test_nothing_is_drafted_for_what_goes_well(world: World) -> None:
    """Negative control: decided on Tuesday, there is nothing to apologise for."""
    world.decided("1.013227", at=TUESDAY)

    assert apologies.draft(at=LAST_DAY) == []


def test_nothing_is_drafted_while_the_clock_stands(world: World) -> None:
    dossier = late(world)
    processing.request_supplement(dossier, actor=world.hoa, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Thiếu")

    assert apologies.draft(at=LAST_DAY) == []


def test_the_day_itself_is_too_late_for_a_draft(world: World) -> None:
    late(world)

    assert apologies.draft(at=moment("2026-11-23T07:15")) == []


def test_the_head_signs_with_words_and_a_date_of_her_own(world: World) -> None:
    dossier = late(world)
    [draft] = apologies.draft(at=LAST_DAY)

    apologies.sign(draft, actor=world.head, at=LAST_DAY, new_due_at=moment("2026-11-27T17:00"), reason="Chờ đo đạc lại")

    dossier.refresh_from_db()
    draft.refresh_from_db()
    assert (dossier.due_at, dossier.original_due_at) == (moment("2026-11-27T17:00"), moment("2026-11-23T17:00"))
    assert draft.event is not None
    assert draft.event.action == Action.APOLOGISE
    with pytest.raises(DraftSettled):
        apologies.sign(draft, actor=world.head, at=LAST_DAY, new_due_at=moment("2026-11-30T17:00"), reason="Nữa")


def test_there_is_one_new_date_only(world: World) -> None:
    dossier = late(world)
    [draft] = apologies.draft(at=LAST_DAY)
    apologies.sign(draft, actor=world.head, at=LAST_DAY, new_due_at=moment("2026-12-04T17:00"), reason="Chờ đo đạc")

    assert apologies.draft(at=moment("2026-12-03T07:15")) == []
    assert dossier.events.filter(action=Action.APOLOGISE).count() == 1


def test_a_letter_signed_by_hand_settles_the_draft(world: World) -> None:
    dossier = late(world)
    [draft] = apologies.draft(at=LAST_DAY)

    dossier.refresh_from_db()
    deadlines.apologise(
        dossier, actor=world.tuan, at=LAST_DAY, new_due_at=moment("2026-11-27T17:00"), reason="Chờ đo đạc"
    )

    assert not ApologyDraft.objects.waiting().exists()
    draft.refresh_from_db()
    assert draft.event is not None


def test_dropping_wants_a_reason_and_is_kept(world: World) -> None:
    late(world)
    [draft] = apologies.draft(at=LAST_DAY)

    with pytest.raises(ReasonMissing):
        apologies.drop(draft, actor=world.head, at=LAST_DAY, reason=" ")
    apologies.drop(draft, actor=world.head, at=LAST_DAY, reason="Chiều nay ký")

    draft.refresh_from_db()
    assert draft.dropped_because is not None
    assert (draft.dropped_at, draft.dropped_because.text) == (LAST_DAY, "Chiều nay ký")
    assert apologies.draft(at=LAST_DAY) == []


def test_who_is_no_head_of_the_agency_neither_signs_nor_drops(world: World) -> None:
    late(world)
    [draft] = apologies.draft(at=LAST_DAY)

    with pytest.raises(NotAllowed):
        apologies.drop(draft, actor=world.hoa, at=LAST_DAY, reason="Xong ngay")
    with pytest.raises(OtherAgency):
        apologies.drop(draft, actor=officer("son", Role.HEAD), at=LAST_DAY, reason="Nơi khác")
    with pytest.raises(OtherAgency):
        apologies.sign(
            draft, actor=officer("son", Role.HEAD), at=LAST_DAY, new_due_at=draft.new_due_at, reason="Nơi khác"
        )
    assert ApologyDraft.objects.waiting().count() == 1


def test_the_head_is_told_that_a_letter_waits(world: World) -> None:
    late(world)
    apologies.draft(at=LAST_DAY)

    run_jobs()

    assert News.APOLOGY_DRAFTED in [one.kind for one in officers.news_of(world.head, at=LAST_DAY)]


def test_what_nobody_signed_has_lapsed_and_cannot_be_signed_late(world: World) -> None:
    dossier = late(world)
    [draft] = apologies.draft(at=LAST_DAY)

    lapsed = apologies.lapse(at=moment("2026-11-23T07:15"))

    assert [each.pk for each in lapsed] == [draft.pk]
    with pytest.raises(DraftSettled):
        apologies.sign(
            draft, actor=world.head, at=moment("2026-11-23T09:00"), new_due_at=draft.new_due_at, reason="Muộn"
        )
    dossier.refresh_from_db()
    with pytest.raises(deadlines.ApologyTooLate):
        deadlines.apologise(
            dossier, actor=world.head, at=moment("2026-11-23T09:00"), new_due_at=draft.new_due_at, reason="Muộn"
        )


def test_a_draft_that_was_not_needed_after_all_goes(world: World) -> None:
    """The applicant was asked for something meanwhile: the date that was in danger stands no more."""
    dossier = late(world)
    apologies.draft(at=LAST_DAY)
    processing.request_supplement(dossier, actor=world.hoa, at=LAST_DAY, items=["gpxd_ban_chinh"], reason="Thiếu")

    assert apologies.lapse(at=moment("2026-11-23T07:15")) == []
    assert not ApologyDraft.objects.exists()


def test_three_late_letters_in_a_month_are_news_for_the_head(world: World) -> None:
    for _number in range(3):
        late(world)
    apologies.draft(at=LAST_DAY)
    after = moment("2026-11-23T07:15")

    apologies.lapse(at=after)
    run_jobs()

    told = [one.kind for one in officers.news_of(world.head, at=after)]
    assert told.count(News.APOLOGIES_LATE) == 1


def test_two_late_letters_are_not(world: World) -> None:
    """Negative control of the count."""
    for _number in range(2):
        late(world)
    apologies.draft(at=LAST_DAY)
    after = moment("2026-11-23T07:15")

    apologies.lapse(at=after)
    run_jobs()

    assert News.APOLOGIES_LATE not in [one.kind for one in officers.news_of(world.head, at=after)]


def test_the_step_that_is_done_is_not_behind(world: World) -> None:
    """Two days before the last lawful day nothing is drafted, because the first step was done in its time."""
    dossier = late(world)
    handling.forward(world.open_item(dossier), actor=world.hoa, at=moment("2026-11-17T09:00"))

    assert apologies.draft(at=moment("2026-11-18T07:15")) == []
