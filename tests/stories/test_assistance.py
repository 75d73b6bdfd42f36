"""Help with filing: with consent, for one thing, until an hour; and she reads what was seen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from motcua.blueprints.catalogue import queries as catalogue
from motcua.dossiers.access import typed_by, visible_to
from motcua.dossiers.commands import assistance, intake
from motcua.dossiers.models import Assistance, Channel, ConsentMethod, Dossier
from motcua.dossiers.rules.lifecycle import NoConsent, NotAllowed, State
from tests.world import MONDAY, TUESDAY, World, moment


def helped(world: World) -> Dossier:
    """Cường fills in for Lan, who has signed the slip."""
    return world.draft(by=world.cuong)


def test_a_helper_types_and_files_and_it_is_hers(world: World) -> None:
    dossier = helped(world)
    assert typed_by(world.cuong, at=MONDAY).get() == dossier

    intake.submit(dossier, actor=world.cuong, at=MONDAY, key=uuid4().hex)

    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED
    assert dossier.channel == Channel.ONLINE
    assert dossier.holder_id == dossier.applicant_id == world.lan.person_id
    assert (dossier.applicant_account_id, dossier.helper_account_id) == (None, world.cuong.account_id)
    assert visible_to(world.lan).filter(pk=dossier.pk).exists()


def test_with_the_filing_the_help_is_over(world: World) -> None:
    dossier = helped(world)
    intake.submit(dossier, actor=world.cuong, at=MONDAY, key=uuid4().hex)

    assert not typed_by(world.cuong, at=MONDAY).exists()
    assert not visible_to(world.cuong).exists()
    assert Assistance.objects.get().ended_at == MONDAY


def test_consent_runs_out_by_itself(world: World) -> None:
    dossier = helped(world)
    Assistance.objects.update(ends_at=MONDAY + timedelta(hours=1))

    assert typed_by(world.cuong, at=MONDAY).exists()
    assert not typed_by(world.cuong, at=MONDAY + timedelta(hours=1)).exists()
    with pytest.raises(NoConsent):
        intake.submit(dossier, actor=world.cuong, at=MONDAY + timedelta(hours=1), key=uuid4().hex)


def test_she_ends_it_at_once(world: World) -> None:
    dossier = helped(world)

    assert assistance.end(dossier, at=MONDAY) == 1

    assert not typed_by(world.cuong, at=MONDAY).exists()
    with pytest.raises(NoConsent):
        intake.submit(dossier, actor=world.cuong, at=MONDAY, key=uuid4().hex)
    assert visible_to(world.lan).filter(pk=dossier.pk).exists(), "what was typed is still hers"


def test_consent_for_one_helper_is_none_for_another(world: World) -> None:
    dossier = helped(world)

    assert not typed_by(world.minh, at=MONDAY).filter(pk=dossier.pk).exists()
    with pytest.raises(NoConsent):
        intake.submit(dossier, actor=world.minh, at=MONDAY, key=uuid4().hex)


def test_consent_for_one_dossier_is_none_for_another(world: World) -> None:
    first = helped(world)
    consent = Assistance.objects.get(dossier=first)
    second = world.draft(by=world.cuong)

    with pytest.raises(NoConsent):
        assistance.begin(consent, dossier=second, at=MONDAY)


def test_her_other_dossiers_stay_hers(world: World) -> None:
    own = world.draft("1.013227")
    filed = world.submitted("1.001612")
    dossier = helped(world)

    assert list(typed_by(world.cuong, at=MONDAY)) == [dossier]
    assert not visible_to(world.cuong).filter(pk__in=[own.pk, filed.pk]).exists()


def test_a_helper_can_do_nothing_but_file(world: World) -> None:
    dossier = world.submitted()

    with pytest.raises(NotAllowed):
        intake.accept(dossier, actor=world.cuong, at=MONDAY)
    with pytest.raises(NotAllowed):
        intake.refuse(dossier, actor=world.cuong, at=MONDAY, reason="Không")


def test_a_volunteer_s_own_screen_is_no_consent(world: World) -> None:
    version = catalogue.find("1.001193").version

    with pytest.raises(assistance.MethodNotOpen):
        assistance.ask(version, actor=world.cuong, method=ConsentMethod.SCREEN, at=MONDAY)
    with pytest.raises(assistance.MethodNotOpen):
        assistance.ask(version, actor=world.hoa, method=ConsentMethod.SCREEN, at=MONDAY)
    assert assistance.ask(version, actor=world.minh, method=ConsentMethod.SCREEN, at=MONDAY).consented_at == MONDAY


def test_a_telephone_that_has_not_answered_is_no_consent(world: World) -> None:
    version = catalogue.find("1.001193").version
    asked = assistance.ask(version, actor=world.cuong, method=ConsentMethod.PHONE, at=MONDAY, phone="0912000111")
    dossier = helped(world)

    with pytest.raises(NoConsent):
        assistance.begin(asked, dossier=dossier, at=MONDAY)
    assistance.consent(asked, at=MONDAY)
    assert Assistance.objects.alive(MONDAY).filter(pk=asked.pk).exists()
    assert asked.phone == "0912000111"


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        ("2026-11-16T09:00", "2026-11-16T17:00"),
        ("2026-11-16T12:10", "2026-11-16T17:00"),
        ("2026-11-16T19:30", "2026-11-16T22:30"),
        ("2026-11-22T09:00", "2026-11-22T12:00"),
    ],
    ids=["in the morning", "at noon", "in the evening", "on a Sunday"],
)
def test_it_lasts_until_the_desks_close(world: World, at: str, ends: str) -> None:
    assert assistance.usual_end(at=moment(at)) == moment(ends)


def test_what_she_agreed_to_is_one_save_of_the_answers(world: World) -> None:
    dossier = helped(world)

    assistance.agree(dossier, actor=world.cuong, revision=dossier.answers.revision, at=TUESDAY)

    assert Assistance.objects.get().agreed_at == TUESDAY
    assistance.end(dossier, at=TUESDAY)
    with pytest.raises(NoConsent):
        assistance.agree(dossier, actor=world.cuong, revision=1, at=TUESDAY)


def test_the_database_wants_the_picture_of_a_signature(world: World) -> None:
    version = catalogue.find("1.001193").version

    with pytest.raises(IntegrityError), transaction.atomic():
        assistance.ask(version, actor=world.cuong, method=ConsentMethod.PAPER, at=MONDAY)
