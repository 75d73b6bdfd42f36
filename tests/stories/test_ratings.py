"""Rating: once, by its people, never by an officer, never a condition, kept without the dossier."""

import pytest
from django.db import IntegrityError

from motcua.dossiers.commands import decision, intake
from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.rules.actor import STRANGER, Actor
from motcua.dossiers.rules.grounds import RefusalGround
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.ratings import index, rating, results
from motcua.effects.ratings.models import Level, Rating, RatingMark
from motcua.effects.ratings.rating import AlreadyRated, NotOverYet, OfficersDoNotRate, OverallMissing
from motcua.foundation.organisations.models import Agency
from tests.world import MONDAY, TUESDAY, WEDNESDAY, World, officer


@pytest.fixture
def dossier(world: World) -> Dossier:
    return world.finished("1.013227")


def rated(dossier: Dossier, actor: Actor, overall: str = "3", **aspects: str) -> None:
    rating.rate(dossier, actor=actor, overall=overall, aspects=aspects, at=TUESDAY)


def test_a_dossier_is_rated_once_by_whoever_comes_first(world: World, dossier: Dossier) -> None:
    assert rating.may_rate(dossier, actor=world.lan)
    rated(dossier, world.lan, "3", time="2", attitude="1")

    assert not rating.may_rate(dossier, actor=world.lan)
    for actor in (world.lan, STRANGER):
        with pytest.raises(AlreadyRated):
            rated(dossier, actor, "1")
    [kept] = Rating.objects.all()
    assert (kept.overall, kept.aspects, kept.agency_id) == (3, {"time": 2, "attitude": 1}, dossier.deciding_agency_id)
    assert kept.month.isoformat() == "2026-11-01"


def test_with_the_secret_and_without_an_account_too(dossier: Dossier) -> None:
    rated(dossier, STRANGER, "1")

    assert Rating.objects.get().overall == Level.NOT_SATISFIED


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.APPLICANT, Role.STRANGER)], ids=lambda role: role.value
)
def test_no_officer_rates_in_any_role(world: World, dossier: Dossier, role: Role) -> None:
    acting = Actor(role=role, account_id=1, person_id=1, post_id=1, agency_id=1)

    assert not rating.may_rate(dossier, actor=acting)
    with pytest.raises(OfficersDoNotRate):
        rated(dossier, acting)
    assert not RatingMark.objects.exists()


def test_the_helper_who_typed_does_not_rate(world: World, dossier: Dossier) -> None:
    with pytest.raises(OfficersDoNotRate):
        rated(dossier, officer("cuong"))


def test_before_the_result_there_is_nothing_to_rate(world: World) -> None:
    for early in (world.draft("1.013227"), world.submitted("1.013227"), world.decided("1.013227")):
        assert not rating.may_rate(early, actor=world.lan)
        with pytest.raises(NotOverYet):
            rated(early, world.lan)
    assert not RatingMark.objects.exists()


def test_a_refusal_can_be_rated(world: World) -> None:
    dossier = world.submitted("1.013227")
    intake.refuse(dossier, actor=world.minh, at=MONDAY, reason="Không đủ", ground=RefusalGround.NOT_ELIGIBLE)

    rated(dossier, world.lan, "1")

    assert Rating.objects.count() == 1


@pytest.mark.parametrize("overall", ["", "0", "4", "tốt", "3 ", "²"])
def test_a_rating_has_an_overall_level_of_three(world: World, dossier: Dossier, overall: str) -> None:
    with pytest.raises(OverallMissing):
        rated(dossier, world.lan, overall, time="3")

    assert rating.may_rate(dossier, actor=world.lan), "nothing was used up"


def test_what_is_no_level_and_what_was_not_asked_is_not_kept(world: World, dossier: Dossier) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(channel=Channel.COUNTER)
    dossier.refresh_from_db()

    rated(dossier, world.lan, "2", time="9", online="3", contacts="1", other="3")

    assert Rating.objects.get().aspects == {"contacts": 1}


def test_nothing_in_the_tables_leads_from_a_rating_to_a_dossier(world: World, dossier: Dossier) -> None:
    assert {field.name for field in Rating._meta.get_fields()} == {"id", "agency", "month", "overall", "aspects"}
    assert {field.name for field in RatingMark._meta.get_fields()} == {"mark"}
    rated(dossier, world.lan)
    assert str(dossier.pk) not in RatingMark.objects.get().mark[:3]
    assert Rating.objects.get().id.version == 4, "random, so it tells no order"


def test_the_result_is_delivered_whether_or_not_anybody_rated(world: World, dossier: Dossier) -> None:
    decision.deliver(dossier, actor=world.minh, at=WEDNESDAY)

    assert not Rating.objects.exists()
    assert rating.may_rate(dossier, actor=world.lan)


def test_the_database_knows_three_levels(world: World) -> None:
    with pytest.raises(IntegrityError):
        Rating.objects.create(agency=world.minh_tan, month=MONDAY.date(), overall=4)


def many(agency: Agency, *levels: int, attitude: int = 3, month: str = "2026-11-01") -> None:
    for level in levels:
        Rating.objects.create(agency=agency, month=month, overall=level, aspects={"attitude": attitude})


def test_few_ratings_show_nothing_and_five_show_counts(world: World) -> None:
    many(world.minh_tan, 3, 3, 2, 1)
    span = {"first": MONDAY.date(), "last": MONDAY.date()}
    few = results.results([world.minh_tan.pk], **span)
    assert (few.total, few.overall, few.aspects) == (4, None, {})

    many(world.minh_tan, 3)
    many(world.minh_tan, 1, 1, month="2026-10-01")
    enough = results.results([world.minh_tan.pk], **span)
    assert enough.overall is not None
    assert enough.overall.by_level == {3: 3, 2: 1, 1: 1}
    assert enough.overall.content == 80
    assert enough.aspects["attitude"].by_level == {3: 5, 2: 0, 1: 0}
    assert results.results([], **span).total == 0


def test_the_indices_that_events_can_give(world: World) -> None:
    """One finished early without asking for anything more, one refused: only what has a result is counted."""
    early = world.finished("1.013227")
    many(world.minh_tan, 3, 3, 3, 3, 3, attitude=2)
    refused = world.submitted("1.013227")
    intake.refuse(refused, actor=world.minh, at=MONDAY, reason="Không đủ", ground=RefusalGround.NOT_ELIGIBLE)
    span = {"first": MONDAY.date().replace(day=1), "last": MONDAY.date().replace(day=30)}

    found = {each.number: each for each in index.indices([early.deciding_agency_id], **span)}

    assert set(found) == {1, 3, 7}, "nothing is known of publicity"
    assert (found[1].value, found[1].dossiers) == (2.0, 1)
    assert (found[3].value, found[3].dossiers) == (2.0, 1)
    assert (found[7].value, found[7].dossiers) == (1.0, 5)
    assert index.indices([world.quy.agency_id or 0], **span) == []
