"""An end that comes from a member and one that comes from the whole meet at the whole, and neither waits for ever."""

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, connections, transaction

from motcua.dossiers.commands import decision, stopping, withdrawal
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation.refusals import Refusal
from tests.stories.test_interlinked import BIRTH, member, opened
from tests.stories.test_many_at_once import at_once
from tests.world import THURSDAY, WEDNESDAY, World, officer

_WAITING = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def held_while_waiting(parent: Dossier, child: Dossier, act: Callable[[], object]) -> bool:
    """Whether the act, stopped at the parent's row, holds the member's row already."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        Dossier.objects.select_for_update(of=("self",)).get(pk=parent.pk)
        thread.start()
        with connection.cursor() as cursor:
            for _ in range(1000):
                cursor.execute("SELECT pg_stat_clear_snapshot()")
                cursor.execute(_WAITING)
                if cursor.fetchone()[0]:
                    break
                cursor.execute("SELECT pg_sleep(0.005)")
            else:
                raise AssertionError("the act never came to the parent's row")
        is_held = not _is_free(child)
    thread.join(timeout=30)
    return is_held


def _is_free(dossier: Dossier) -> bool:
    try:
        with transaction.atomic():
            Dossier.objects.select_for_update(of=("self",), nowait=True).get(pk=dossier.pk)
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize("what", ["decide", "withdraw", "stop"])
def test_whoever_ends_a_member_takes_the_whole_first(committed_world: World, what: str) -> None:
    parent = opened(committed_world, BIRTH)
    card = member(parent, "1.001939")
    signatory = officer("loan", Role.SIGNATORY)
    card.work_items.filter(status="open").update(act="decide", role="signatory")
    decision.file_result(card, kind="the_bhyt", file=committed_world.file(by=signatory), actor=signatory, at=WEDNESDAY)
    act: dict[str, Callable[[], object]] = {
        "decide": lambda: decision.decide(card, actor=signatory, at=WEDNESDAY, outcome=Outcome.GRANTED),
        "withdraw": lambda: withdrawal.withdraw(card, actor=committed_world.lan, at=WEDNESDAY),
        "stop": lambda: stopping.stop(card, actor=signatory, at=WEDNESDAY, ground=StopGround.OTHER, reason="Đã có thẻ"),
    }

    assert not held_while_waiting(parent, card, act[what])
    card.refresh_from_db()
    assert card.finished_at is not None


def test_the_check_above_can_fail(committed_world: World) -> None:
    """Negative control: who takes the member first holds it while waiting for the whole."""
    parent = opened(committed_world, BIRTH)
    card = member(parent, "1.001939")

    def member_first() -> None:
        with transaction.atomic():
            Dossier.objects.select_for_update(of=("self",)).get(pk=card.pk)
            Dossier.objects.select_for_update(of=("self",)).get(pk=parent.pk)

    assert held_while_waiting(parent, card, member_first)


def test_a_result_and_a_withdrawal_of_the_whole_at_the_same_moment(committed_world: World) -> None:
    """Either the result was out before, or the member ends with the whole; nothing is left half done."""
    wholes = [opened(committed_world, BIRTH) for _ in range(4)]
    signatory, lan = officer("loan", Role.SIGNATORY), committed_world.lan
    for parent in wholes:
        card = member(parent, "1.001939")
        card.work_items.filter(status="open").update(act="decide", role="signatory")
        file = committed_world.file(by=signatory)
        decision.file_result(card, kind="the_bhyt", file=file, actor=signatory, at=WEDNESDAY)

    def sign(parent: Dossier) -> object:
        return decision.decide(member(parent, "1.001939"), actor=signatory, at=THURSDAY, outcome=Outcome.GRANTED)

    def withdraw(parent: Dossier) -> object:
        return withdrawal.withdraw(Dossier.objects.get(pk=parent.pk), actor=lan, at=THURSDAY)

    calls = [lambda parent=parent, do=do: _or_refusal(do, parent) for parent in wholes for do in (sign, withdraw)]
    at_once(calls)  # type: ignore[arg-type]

    for parent in wholes:
        parent.refresh_from_db()
        card = member(parent, "1.001939")
        assert parent.state == State.WITHDRAWN
        assert card.state in (State.STOPPED, State.RESULT_DELIVERED)
        assert not card.work_items.filter(status="open").exists()


def _or_refusal(do: Callable[[Dossier], object], parent: Dossier) -> object:
    try:
        return do(parent)
    except Refusal as refusal:
        return refusal
