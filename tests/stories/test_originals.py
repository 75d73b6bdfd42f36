"""Originals at the counter: what we keep is counted, and goes back once, to somebody who is named."""

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers.commands import originals
from motcua.dossiers.models import Dossier, GivenTo, Original, Shown
from motcua.dossiers.rules.lifecycle import OtherAgency
from tests.world import MONDAY, TUESDAY, WEDNESDAY, World

PERMIT = "gpxd_ban_chinh"


@pytest.fixture
def dossier(world: World) -> Dossier:
    return world.accepted("1.013227")


def kept(dossier: Dossier, world: World, *, count: int = 2) -> Original:
    return originals.note(dossier, item=PERMIT, shown=Shown.KEPT, count=count, actor=world.minh, at=MONDAY)


def test_what_is_kept_is_held_until_it_is_given_back(dossier: Dossier, world: World) -> None:
    original = kept(dossier, world)
    assert original.is_held

    originals.give_back(dossier, ids=[original.pk], to=GivenTo.REPRESENTATIVE, actor=world.minh, at=TUESDAY)

    original.refresh_from_db()
    assert not original.is_held
    assert (original.returned_at, original.returned_by_id, original.returned_to) == (
        TUESDAY,
        world.minh.post_id,
        GivenTo.REPRESENTATIVE,
    )


def test_what_is_kept_is_counted(dossier: Dossier, world: World) -> None:
    with pytest.raises(originals.CountMissing):
        kept(dossier, world, count=0)


def test_given_back_once(dossier: Dossier, world: World) -> None:
    original = kept(dossier, world)
    originals.give_back(dossier, ids=[original.pk], to=GivenTo.APPLICANT, actor=world.minh, at=TUESDAY)

    with pytest.raises(originals.AlreadyReturned):
        originals.give_back(dossier, ids=[original.pk], to=GivenTo.APPLICANT, actor=world.minh, at=WEDNESDAY)


def test_what_was_only_seen_is_not_given_back(dossier: Dossier, world: World) -> None:
    seen = originals.note(dossier, item=PERMIT, shown=Shown.SEEN, actor=world.minh, at=MONDAY)

    with pytest.raises(originals.AlreadyReturned):
        originals.give_back(dossier, ids=[seen.pk], to=GivenTo.APPLICANT, actor=world.minh, at=TUESDAY)


def test_an_original_of_another_dossier_stays(dossier: Dossier, world: World) -> None:
    original = kept(dossier, world)

    with pytest.raises(originals.AlreadyReturned):
        originals.give_back(world.accepted(), ids=[original.pk], to=GivenTo.APPLICANT, actor=world.minh, at=TUESDAY)


def test_said_again_it_is_corrected(dossier: Dossier, world: World) -> None:
    kept(dossier, world)
    originals.note(dossier, item=PERMIT, shown=Shown.COMPARED, actor=world.minh, at=TUESDAY)

    assert Original.objects.get(dossier=dossier).shown == Shown.COMPARED


def test_only_where_it_was_handed_in(dossier: Dossier, world: World) -> None:
    for stranger in (world.quy, world.hoa, world.cuong):
        with pytest.raises(OtherAgency):
            originals.note(dossier, item=PERMIT, shown=Shown.SEEN, actor=stranger, at=MONDAY)


def test_the_database_lets_nothing_be_given_back_to_nobody(dossier: Dossier, world: World) -> None:
    original = kept(dossier, world)

    with pytest.raises(IntegrityError, match="returned_to_somebody"), transaction.atomic():
        Original.objects.filter(pk=original.pk).update(returned_at=TUESDAY)
