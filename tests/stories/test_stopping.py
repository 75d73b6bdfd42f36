"""A dossier ends without a result: taken back, stopped or refused, on a ground, and never after a decision."""

import pytest

from motcua.dossiers.commands import handling, intake, stopping, withdrawal
from motcua.dossiers.commands.intake import CompetentAgencyMissing
from motcua.dossiers.commands.requests import ReasonMissing
from motcua.dossiers.models import WorkItem, WorkStatus
from motcua.dossiers.queries import tracking
from motcua.dossiers.rules.grounds import RefusalGround, StopGround
from motcua.dossiers.rules.lifecycle import Action, NotAllowed, OtherAgency, State
from motcua.effects.notifications.models import Notice
from motcua.foundation.organisations.models import Agency
from tests.world import MONDAY, TUESDAY, World, officer, run_jobs


def test_she_takes_it_back_at_home_without_a_reason_and_nothing_stays_open(world: World) -> None:
    dossier = world.accepted("1.013227")

    withdrawal.withdraw(dossier, actor=world.lan, at=TUESDAY)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.finished_at) == (State.WITHDRAWN, TUESDAY)
    assert not WorkItem.objects.filter(dossier=dossier, status=WorkStatus.OPEN).exists()
    assert dossier.events.latest("number").details["ground"] == "own_wish"


def test_at_the_desk_her_wish_is_in_writing(world: World) -> None:
    dossier = world.accepted("1.013227")

    with pytest.raises(ReasonMissing):
        withdrawal.withdraw(dossier, actor=world.minh, at=TUESDAY, reason=" ")
    withdrawal.withdraw(dossier, actor=world.minh, at=TUESDAY, reason="Đơn ngày 17/11, không xây nữa")

    run_jobs()
    event = dossier.events.latest("number")
    assert event.details["ground"] == "written_wish"
    assert [notice.account_id for notice in Notice.objects.filter(event=event)] == [world.lan.account_id], "she hears"


def test_a_desk_elsewhere_withdraws_nothing(world: World) -> None:
    dossier = world.accepted("1.013227")

    with pytest.raises(OtherAgency):
        withdrawal.withdraw(dossier, actor=officer("quy"), at=TUESDAY, reason="Đơn")


def test_what_is_decided_is_neither_taken_back_nor_stopped(world: World) -> None:
    """NĐ 118/2025 art. 21: only while no decision or result exists."""
    dossier = world.decided("1.013227")

    with pytest.raises(NotAllowed):
        withdrawal.withdraw(dossier, actor=world.lan, at=TUESDAY)
    with pytest.raises(NotAllowed):
        stopping.stop(dossier, actor=world.tuan, at=TUESDAY, ground=StopGround.HOLDER_GONE, reason="Đã mất")


def test_the_signatory_stops_on_a_ground_and_in_words(world: World) -> None:
    dossier = world.accepted("1.013227")
    handling.assign(world.open_item(dossier), actor=world.hoa, at=TUESDAY)

    with pytest.raises(ReasonMissing):
        stopping.stop(dossier, actor=world.tuan, at=TUESDAY, ground=StopGround.NOTHING_TO_DECIDE)
    stopping.stop(
        dossier, actor=world.tuan, at=TUESDAY, ground=StopGround.NOTHING_TO_DECIDE, reason="Tòa đang thụ lý tranh chấp"
    )

    dossier.refresh_from_db()
    event = dossier.events.latest("number")
    assert (dossier.state, event.details["ground"], event.clock) == (State.STOPPED, "nothing_to_decide", "stop")
    assert not WorkItem.objects.filter(dossier=dossier, status=WorkStatus.OPEN).exists()


def test_who_processes_does_not_stop(world: World) -> None:
    dossier = world.accepted("1.013227")

    with pytest.raises(NotAllowed):
        stopping.stop(dossier, actor=world.hoa, at=TUESDAY, ground=StopGround.OTHER, reason="Bận")


def test_who_is_sent_away_is_told_where_to(world: World) -> None:
    """NĐ 61/2018 art. 17.2.a: wrong competence means the right agency by name."""
    dossier = world.submitted("1.013227")
    right = Agency.objects.get(code="H99.5")

    with pytest.raises(CompetentAgencyMissing):
        intake.refuse(
            dossier, actor=world.minh, at=MONDAY, reason="Công trình cấp I", ground=RefusalGround.NOT_COMPETENT
        )
    intake.refuse(
        dossier,
        actor=world.minh,
        at=MONDAY,
        reason="Công trình cấp I",
        ground=RefusalGround.NOT_COMPETENT,
        competent=right,
    )

    told = tracking.timeline(dossier)[-1]
    assert (told.action, told.ground, told.competent) == (Action.REFUSE, "not_competent", right.name)
