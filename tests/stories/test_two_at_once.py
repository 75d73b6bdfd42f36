"""Two people act on one dossier at the same moment: one wins, the other reads a sentence, nothing is done by halves.

Both hold the dossier as their page showed it, and the winner is whoever comes first. Every pair is run in both orders;
where the order is forced, one of them waits at the dossier's row while the other is before it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import connections

from motcua.dossiers.commands import (
    apologies,
    batches,
    calendar_changes,
    consulting,
    decision,
    handling,
    intake,
    processing,
    requests,
    transferring,
    withdrawal,
)
from motcua.dossiers.commands.requests import Reason
from motcua.dossiers.models import ApologyDraft, Dossier, HandOver, Opinion, OpinionKind, WorkItem, WorkStatus
from motcua.dossiers.rules.faults import Fault
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation.calendar import entering, versions
from motcua.foundation.calendar.models import DayKind
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal
from motcua.sites.ui import refusals
from tests.processes import POLICE
from tests.stories.test_many_at_once import at_once
from tests.world import MONDAY, TUESDAY, WEDNESDAY, World, moment

PAPER = "gpxd_ban_chinh"
BLURRED = {PAPER: Reason(Fault.UNREADABLE)}
LAST_DAY = moment("2026-11-20T07:15")
TIMES = 3


def race(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave; a refusal is a result, anything else that is raised is a fault."""

    def told(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    return at_once([lambda act=act: told(act) for act in acts])  # type: ignore[misc]


def one_wins(results: list[Any]) -> Refusal:
    """The refusal of the one who came second, which has a sentence."""
    refused = [result for result in results if isinstance(result, Refusal)]
    assert len(refused) == len(results) - 1, results
    assert str(refusals.sentence(refused[0]))
    return refused[0]


def is_whole(dossier: Dossier) -> Dossier:
    """The dossier as it is now: its events are numbered without a gap and it stands where the last one left it."""
    found = Dossier.objects.get(pk=dossier.pk)
    events = list(found.events.order_by("number"))
    assert [event.number for event in events] == list(range(1, found.event_count + 1))
    assert events[-1].to_state == found.state
    if found.finished_at is not None:
        assert not found.work_items.filter(status__in=("open", "waiting")).exists()
    return found


def stale(dossier: Dossier) -> Dossier:
    """As a page showed it: an own copy for each who acts."""
    return Dossier.objects.get(pk=dossier.pk)


def test_a_supplement_is_asked_for_while_the_step_is_handed_on(committed_world: World) -> None:
    """Both may be: handed on first and then asked for. Never handed on while the applicant is waited for."""
    world = committed_world
    for _ in range(TIMES):
        dossier = world.accepted()
        item, hoa = world.open_item(dossier), world.hoa
        mine = stale(dossier)
        results = race(
            lambda d=mine, hoa=hoa: processing.request_supplement(  # type: ignore[misc]
                d, actor=hoa, at=TUESDAY, items=[PAPER], reasons=BLURRED
            ),
            lambda item=item, hoa=hoa: handling.forward(item, actor=hoa, at=TUESDAY),  # type: ignore[misc]
        )
        assert not isinstance(results[0], Refusal)
        assert is_whole(dossier).state == State.SUPPLEMENT_REQUESTED
        item.refresh_from_db()
        assert (item.status == WorkStatus.OPEN) is isinstance(results[1], Refusal)


def test_a_withdrawal_and_a_signature(committed_world: World) -> None:
    """What is signed may still be withdrawn before it is out, or it may not: never both and never neither."""
    world = committed_world
    lan, tuan, hoa = world.lan, world.tuan, world.hoa
    for _ in range(TIMES):
        dossier = world.worked()
        decision.file_result(dossier, kind="result", file=world.file(by=hoa), actor=hoa, at=TUESDAY)
        mine = stale(dossier)
        theirs = stale(dossier)
        results = race(
            lambda d=mine: withdrawal.withdraw(d, actor=lan, at=WEDNESDAY),  # type: ignore[misc]
            lambda d=theirs: decision.decide(d, actor=tuan, at=WEDNESDAY, outcome=Outcome.GRANTED),  # type: ignore[misc]
        )
        found = is_whole(dossier)
        assert any(not isinstance(result, Refusal) for result in results)
        assert (found.state == State.WITHDRAWN) is not isinstance(results[0], Refusal)


def test_sent_to_another_agency_while_the_step_is_handed_on(committed_world: World) -> None:
    world, to = committed_world, Agency.objects.get(code="H99.2")
    for _ in range(TIMES):
        dossier = world.accepted()
        item, hoa = world.open_item(dossier), world.hoa
        mine = stale(dossier)
        results = race(
            lambda d=mine, hoa=hoa: transferring.redirect(d, actor=hoa, at=TUESDAY, to=to, reason="Sai nơi"),  # type: ignore[misc]
            lambda item=item, hoa=hoa: handling.forward(item, actor=hoa, at=TUESDAY),  # type: ignore[misc]
        )
        assert not isinstance(results[0], Refusal)
        assert is_whole(dossier).deciding_agency_id == to.pk
        assert set(dossier.work_items.filter(status="open").values_list("agency_id", flat=True)) <= {
            to.pk,
            dossier.receiving_unit_id,
        }


def test_a_calendar_is_published_while_a_dossier_is_accepted(committed_world: World) -> None:
    """Its date is counted with one calendar, the one that its event names; the change reaches it or it had it."""
    world = committed_world
    dossier, minh = world.submitted("1.013227"), world.minh
    entering.enter_day(date(2026, 11, 20), kind=DayKind.CLOSED, name="Bão số 12", source="Công điện")

    results = race(
        lambda: intake.accept(stale(dossier), actor=minh, at=MONDAY),
        lambda: calendar_changes.apply_calendar(at=MONDAY),
    )

    assert not any(isinstance(result, Refusal) for result in results)
    found = is_whole(dossier)
    event = found.events.get(action=Action.ACCEPT)
    is_told = found.events.filter(action=Action.CHANGE_CALENDAR).exists()
    has_it = event.calendar_version_id == versions.current_id()
    assert (found.due_at == moment("2026-11-25T17:00")) is (is_told or has_it)


def test_a_batch_and_a_single_act(committed_world: World) -> None:
    world = committed_world
    minh = world.minh
    for _ in range(TIMES):
        dossier = world.submitted("1.013227")
        batch = batches.begin("accept", dossiers=[dossier], key=uuid4(), actor=minh, at=TUESDAY, options={})
        mine = stale(dossier)
        results = race(
            lambda batch=batch: batches.run(batch, at=TUESDAY),  # type: ignore[misc]
            lambda d=mine: intake.accept(d, actor=minh, at=TUESDAY),  # type: ignore[misc]
        )
        fate = batch.items.get().fate
        assert (fate == "done") is isinstance(results[1], Refusal)
        assert is_whole(dossier).events.filter(action=Action.ACCEPT).count() == 1


def test_one_letter_is_signed_twice(committed_world: World) -> None:
    world = committed_world
    dossier, head = world.accepted(), world.head
    apologies.draft(at=LAST_DAY)
    letter = ApologyDraft.objects.get(dossier=dossier)
    sign = [
        lambda: apologies.sign(
            ApologyDraft.objects.get(pk=letter.pk),
            actor=head,
            at=LAST_DAY,
            new_due_at=letter.new_due_at,
            reason="Chờ đo đạc lại",
        )
    ] * 2

    one_wins(race(*sign))

    assert is_whole(dossier).events.filter(action=Action.APOLOGISE).count() == 1


def test_a_second_request_is_allowed_twice(committed_world: World) -> None:
    world = committed_world
    dossier, head = world.submitted("1.013227"), world.head
    intake.ask_to_complete(dossier, actor=world.minh, at=MONDAY, items=[PAPER], reasons=BLURRED)
    intake.resubmit(dossier, actor=world.lan, at=TUESDAY, key="again")

    one_wins(
        race(*[lambda: requests.allow_second(stale(dossier), actor=head, at=WEDNESDAY, reason="Vẫn thiếu trang")] * 2)
    )

    assert is_whole(dossier).events.filter(action=Action.ALLOW_SECOND_REQUEST).count() == 1


def test_a_question_is_answered_twice(committed_world: World) -> None:
    world = committed_world
    dossier, hoa = world.accepted(), world.hoa
    police = Agency.objects.get(code=POLICE)
    asked = consulting.ask(
        world.open_item(dossier),
        actor=hoa,
        at=TUESDAY,
        questions=[consulting.Question(police, "Đề nghị cho ý kiến", moment("2026-11-19T09:00"))],
    )[0]
    who = world.holder_of(asked)

    one_wins(
        race(
            *(
                lambda kind=kind: consulting.answer(
                    WorkItem.objects.get(pk=asked.pk), actor=who, at=WEDNESDAY, kind=kind, words="Đã xem"
                )
                for kind in (OpinionKind.AGREED, OpinionKind.DISAGREED)
            )
        )
    )

    assert Opinion.objects.filter(work_item=asked).count() == 1
    assert HandOver.objects.filter(work_item=asked, kind="finished").count() == 1
    is_whole(dossier)
