"""Where it sticks is counted each minute for whoever looks, and is never older than that."""

from datetime import timedelta

from motcua.dossiers.models import WorkItem
from motcua.effects.steering import sticking
from motcua.effects.steering.models import StuckStep
from tests.world import FRIDAY, MONDAY, World

LATER = FRIDAY + timedelta(days=7)


def test_what_a_worker_has_counted_is_what_there_is(world: World) -> None:
    world.accepted("1.013227", at=MONDAY)
    world.accepted("1.013227", at=MONDAY)
    live = sticking.sticking(None, at=LATER)

    sticking.keep(at=LATER)

    assert [each.late for each in live] == [2]
    assert sticking.sticking(None, at=LATER) == live
    assert sticking.sticking({live[0].deciding_agency_id}, at=LATER) == live
    assert sticking.sticking({world.quy.agency_id or 0}, at=LATER) == []


def test_who_looks_reads_what_was_counted_and_counts_what_is_too_old(world: World) -> None:
    world.accepted("1.013227", at=MONDAY)
    sticking.keep(at=LATER)
    WorkItem.objects.update(due_at=LATER + timedelta(days=1))

    (read,) = sticking.sticking(None, at=LATER + sticking.KEPT)
    assert read.late == 1
    assert sticking.sticking(None, at=LATER + sticking.KEPT + timedelta(seconds=1)) == []


def test_counting_again_leaves_nothing_of_the_last_time(world: World) -> None:
    world.accepted("1.013227", at=MONDAY)
    sticking.keep(at=LATER)

    sticking.keep(at=LATER + timedelta(minutes=1))

    assert StuckStep.objects.count() == 1
    assert sticking.sticking(None, at=LATER + timedelta(minutes=1))
