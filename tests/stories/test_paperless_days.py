"""Days without paper: the counter takes in online only, nobody is left without a way, and what is in work goes on."""

from datetime import date
from uuid import uuid4

import pytest

from motcua.blueprints.catalogue import paperless, queries
from motcua.blueprints.catalogue.models import PaperlessDays
from motcua.dossiers.commands import handling, intake, paper_days
from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.calendar import versions
from motcua.foundation.organisations.models import Agency
from tests.world import FRIDAY, MONDAY, THURSDAY, TUESDAY, World, account

BIRTH, SIGNATURE = "1.001193", "2.000884"
#: Tuesday 17 and Thursday 19 November, and every week after.
TUESDAYS_AND_THURSDAYS = (1, 3)


def declared(
    code: str = BIRTH,
    *,
    first: date = date(2026, 11, 16),
    last: date | None = None,
    weekdays: tuple[int, ...] = TUESDAYS_AND_THURSDAYS,
    unit: Agency | None = None,
) -> PaperlessDays:
    return paperless.declare(
        queries.find(code).procedure,
        by=account("phuc").pk,
        at=MONDAY,
        today=MONDAY.date(),
        first_day=first,
        last_day=last,
        weekdays=weekdays,
        basis="12/KH-UBND",
        unit=unit,
    )


def typed_at_the_counter(world: World) -> Dossier:
    return world.draft(BIRTH, by=world.minh, channel=Channel.COUNTER)


def test_on_a_day_without_paper_the_counter_takes_in_nothing_on_paper(world: World) -> None:
    declared()
    draft = typed_at_the_counter(world)

    with pytest.raises(paper_days.NoPaperToday):
        intake.receive_at_counter(draft, actor=world.minh, at=TUESDAY, key=uuid4().hex)

    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    assert not draft.code


def test_the_day_after_paper_is_received_again(world: World) -> None:
    declared()
    draft = typed_at_the_counter(world)

    intake.receive_at_counter(draft, actor=world.minh, at=FRIDAY, key=uuid4().hex)

    draft.refresh_from_db()
    assert (draft.state, draft.channel) == (State.IN_PROGRESS, Channel.COUNTER)


def test_post_is_closed_on_that_day_too(world: World) -> None:
    declared()
    draft = world.draft(BIRTH, by=world.minh, channel=Channel.POST)

    with pytest.raises(paper_days.NoPaperToday):
        intake.submit(draft, actor=world.minh, at=TUESDAY, key=uuid4().hex)


def test_who_cannot_file_alone_is_helped_to_file_online_at_the_same_counter(world: World) -> None:
    declared()
    draft = typed_at_the_counter(world)

    paper_days.go_online(draft, at=TUESDAY)
    intake.receive_at_counter(draft, actor=world.minh, at=TUESDAY, key=uuid4().hex)

    draft.refresh_from_db()
    assert (draft.state, draft.channel) == (State.IN_PROGRESS, Channel.ONLINE)
    assert draft.due_at is not None


def test_on_other_days_a_form_of_paper_stays_what_it_is(world: World) -> None:
    declared()
    draft = typed_at_the_counter(world)

    with pytest.raises(paper_days.PaperIsReceived):
        paper_days.go_online(draft, at=FRIDAY)


def test_who_files_alone_notices_nothing(world: World) -> None:
    declared(weekdays=())

    assert world.submitted(BIRTH, at=TUESDAY).state == State.SUBMITTED


def test_what_is_in_work_goes_on(world: World) -> None:
    draft = typed_at_the_counter(world)
    intake.receive_at_counter(draft, actor=world.minh, at=MONDAY, key=uuid4().hex)
    declared(weekdays=())

    handling.forward(world.open_item(draft), actor=world.hoa, at=TUESDAY)

    draft.refresh_from_db()
    assert draft.state == State.IN_PROGRESS


def test_what_one_unit_decided_holds_nowhere_else(world: World) -> None:
    here = world.minh_tan.one_stop_unit
    assert here is not None
    elsewhere = Agency.objects.exclude(pk=here.pk).filter(kind="commune_service_centre").first()
    assert elsewhere is not None
    declared(unit=elsewhere, weekdays=())
    draft = typed_at_the_counter(world)

    intake.receive_at_counter(draft, actor=world.minh, at=TUESDAY, key=uuid4().hex)

    draft.refresh_from_db()
    assert draft.state == State.IN_PROGRESS


def test_what_is_taken_back_closes_nothing_any_more(world: World) -> None:
    days = declared(weekdays=())
    draft = typed_at_the_counter(world)

    paperless.end(days, by=account("phuc").pk, at=MONDAY)
    intake.receive_at_counter(draft, actor=world.minh, at=TUESDAY, key=uuid4().hex)

    draft.refresh_from_db()
    assert draft.state == State.IN_PROGRESS
    with pytest.raises(paperless.PaperlessDaysEnded):
        paperless.end(days, by=account("phuc").pk, at=TUESDAY)


def test_a_procedure_that_has_no_other_way_keeps_its_paper(world: World) -> None:
    with pytest.raises(paperless.NoOtherWay):
        declared(SIGNATURE)


def test_a_decision_has_a_number_and_its_days_lie_ahead(world: World) -> None:
    with pytest.raises(paperless.DaysBackwards):
        declared(first=date(2026, 11, 18), last=date(2026, 11, 17))
    with pytest.raises(paperless.DaysBackwards):
        declared(first=date(2026, 11, 1), last=date(2026, 11, 15))


@pytest.mark.parametrize(
    ("weekdays", "last", "after", "again"),
    [
        ((1, 3), None, date(2026, 11, 17), date(2026, 11, 18)),
        # Thursday is closed, Friday is not.
        ((3,), None, date(2026, 11, 18), date(2026, 11, 20)),
        # Monday the 23rd is closed, Tuesday the 24th a holiday.
        ((0,), None, date(2026, 11, 20), date(2026, 11, 25)),
        ((), date(2026, 12, 31), date(2026, 11, 17), date(2027, 1, 4)),
        ((), None, date(2026, 11, 17), None),
    ],
)
def test_the_next_day_with_paper_is_a_working_day(
    world: World, weekdays: tuple[int, ...], last: date | None, after: date, again: date | None
) -> None:
    days = declared(weekdays=weekdays, last=last)
    calendar = versions.calendar_of(versions.current_id())

    assert paperless.next_paper_day([days], after=after, unit_id=None, calendar=calendar) == again


def test_pressing_twice_gives_the_same_filing_whatever_day_it_is_by_then(world: World) -> None:
    draft, key = typed_at_the_counter(world), uuid4().hex
    filed = intake.submit(draft, actor=world.minh, at=MONDAY, key=key)
    declared(weekdays=())

    assert intake.submit(draft, actor=world.minh, at=THURSDAY, key=key) == filed
