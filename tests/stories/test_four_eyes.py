"""Figures that are given out have two people: whoever prepared them, and whoever stands for them."""

from datetime import date, timedelta

import pytest

from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.reporting import definitions, freezing, reading
from motcua.effects.reporting.figures import EVERYWHERE
from motcua.effects.reporting.reading import Span
from motcua.effects.reporting.report_models import FrozenReport, ReportApproval
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations import absences
from motcua.foundation.organisations.models import Post
from tests.world import FRIDAY, MONDAY, World, account, officer

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))


def prepared(world: World, *, by: Actor) -> FrozenReport:
    report = reading.read(definitions.definition("dti", on=OCTOBER.last), span=OCTOBER, where=EVERYWHERE)
    return freezing.freeze(report, agency_id=world.minh_tan.pk, actor=by, at=MONDAY, today=legal_day(MONDAY))


def in_the_post_of(actor: Actor, who: str) -> Actor:
    """As the desk makes one who acts by a delegation."""
    sits = account(who)
    return Actor(Role.HEAD, sits.pk, sits.person_id, actor.post_id, actor.agency_id, on_behalf_of_id=actor.post_id)


def delegated(world: World, to: str) -> Actor:
    post = Post.objects.get(pk=world.head.post_id or 0)
    first, last = legal_day(MONDAY), legal_day(MONDAY) + timedelta(days=10)
    absences.delegate(post, to=account(to), document="12/UQ", at=MONDAY, first=first, last=last)
    return in_the_post_of(world.head, to)


def test_whoever_prepared_does_not_approve_and_a_second_person_does(world: World) -> None:
    kept = prepared(world, by=world.head)

    with pytest.raises(freezing.SecondPersonNeeded):
        freezing.approve(kept, actor=world.head, at=FRIDAY)
    assert not ReportApproval.objects.exists()

    above = officer("dat", Role.HEAD)
    assert freezing.is_second_person(kept, actor=above)
    assert freezing.approve(kept, actor=above, at=FRIDAY).by_id == above.post_id


def test_another_post_is_not_another_person(world: World) -> None:
    """Tuấn prepared as head; in a second post he is still Tuấn."""
    kept = prepared(world, by=world.head)
    second = Post.objects.create(
        account=account("tuan"), agency_id=officer("dat").agency_id or 0, role=Role.HEAD, valid_from=legal_day(MONDAY)
    )

    with pytest.raises(freezing.SecondPersonNeeded):
        freezing.approve(
            kept,
            actor=Actor(Role.HEAD, second.account_id, account("tuan").person_id, second.pk, second.agency_id),
            at=FRIDAY,
        )


def test_nor_is_a_delegate_in_the_same_post(world: World) -> None:
    kept = prepared(world, by=world.head)

    with pytest.raises(freezing.SecondPersonNeeded):
        freezing.approve(kept, actor=delegated(world, "hoa"), at=FRIDAY)


def test_who_prepared_for_somebody_does_not_approve_in_a_post_of_her_own(world: World) -> None:
    kept = prepared(world, by=delegated(world, "hoa"))
    own = Post.objects.create(
        account=account("hoa"), agency=world.minh_tan, role=Role.HEAD, valid_from=legal_day(MONDAY)
    )

    with pytest.raises(freezing.SecondPersonNeeded):
        freezing.approve(
            kept, actor=Actor(Role.HEAD, own.account_id, account("hoa").person_id, own.pk, own.agency_id), at=FRIDAY
        )
