"""Registers are asked from a dossier in hand, for a purpose, so often and no oftener; and work goes on without them."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connections, transaction
from pytest_django import Settings

from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Answers, Dossier
from motcua.dossiers.queries.consulted import consulted
from motcua.dossiers.rules.actor import Actor
from motcua.effects.registries import asking, history, kept
from motcua.effects.registries.allowance import BEFORE_ANY_DECISION, AskedTooOften
from motcua.effects.registries.models import (
    Asker,
    LookUp,
    LookUpAllowance,
    LookUpAnswer,
    LookUpOutcome,
    Register,
    RegisterAnswer,
)
from motcua.effects.registries.population.stand_in import Misbehaviour
from motcua.effects.registries.port import Compared, Fact, Likeness
from motcua.effects.registries.purposes import Purpose
from motcua.foundation.accounts.sealed import search_hash
from motcua.foundation.audit.models import Look
from tests import registers
from tests.registers import Registers
from tests.world import MONDAY, TUESDAY, World

LAN = "001195000011"
BIRTH = "1.001193"


@pytest.fixture
def opened(settings: Settings) -> Iterator[Registers]:
    with registers.opened(settings) as found:
        yield found


def ask(
    dossier: Dossier,
    actor: Actor,
    *,
    register: Register = Register.POPULATION,
    about: str = "applicant",
    purpose: Purpose | None = Purpose.VERIFY,
    at: object = None,
) -> LookUp:
    return asking.ask(
        dossier,
        register=register,
        about=about,
        purpose=purpose,
        actor=actor,
        at=at or TUESDAY,  # type: ignore[arg-type]  # a moment of the week
    )


def finding_of(look_up: LookUp) -> Compared:
    return kept.findings([look_up], at=look_up.at)[look_up.pk]


def likenesses(look_up: LookUp) -> dict[str, str]:
    return {line.fact: line.likeness for line in finding_of(look_up).lines}


@pytest.mark.usefixtures("opened")
def test_who_files_is_who_she_says(world: World) -> None:
    dossier = world.submitted(BIRTH)

    made = ask(dossier, world.minh)

    assert made.answer.outcome == LookUpOutcome.FOUND
    assert likenesses(made) == {
        Fact.PERSONAL_ID: Likeness.MATCHES,
        Fact.FULL_NAME: Likeness.MATCHES,
        Fact.BIRTH_DATE: Likeness.MATCHES,
    }


def test_to_know_who_somebody_is_nothing_more_is_asked_for(world: World, opened: Registers) -> None:
    """A verification says yes or no; where she lives is told only for a purpose that needs it."""
    dossier = world.submitted(BIRTH)

    verified = ask(dossier, world.minh, purpose=Purpose.VERIFY)
    looked_up = ask(dossier, world.minh, purpose=Purpose.INSTEAD_OF_PAPER)

    assert all(line.registered == "" for line in finding_of(verified).lines)
    assert likenesses(looked_up)[Fact.RESIDENCE] in (Likeness.MATCHES, Likeness.DIFFERS)
    assert opened.population.book.complaints == []


def test_it_is_written_down_who_asked_what_for_and_nothing_of_what_was_said(world: World, opened: Registers) -> None:
    dossier = world.submitted(BIRTH)

    ask(dossier, world.minh)

    noted = LookUp.objects.get()
    assert (noted.account_id, noted.post_id, noted.dossier_id) == (
        world.minh.account_id,
        world.minh.post_id,
        dossier.pk,
    )
    assert (noted.register, noted.purpose, noted.about) == (Register.POPULATION, Purpose.VERIFY, "applicant")
    assert noted.query_hash == search_hash(LAN), "whoever was asked about can be found again, by us alone"
    assert LAN not in str(vars(noted))
    assert str(noted.request_id) in opened.population.book.asked


@pytest.mark.usefixtures("opened")
def test_what_was_written_down_stays(world: World) -> None:
    ask(world.submitted(BIRTH), world.minh)

    with pytest.raises(DatabaseError), transaction.atomic():
        LookUp.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        LookUpAnswer.objects.update(outcome=LookUpOutcome.DOWN)


def test_a_look_up_is_written_down_before_the_register_is_asked(
    world: World, opened: Registers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies while it waits leaves the trace that the register has too. Patched: we cannot die here."""
    dossier = world.submitted(BIRTH)

    def die(*_: object, **__: object) -> None:
        raise SystemExit

    monkeypatch.setattr("motcua.effects.registries.population.checking.connection.verify", die)
    with pytest.raises(SystemExit):
        ask(dossier, world.minh)

    assert LookUp.objects.count() == 1
    assert history.last_asked(dossier, at=TUESDAY)[Register.POPULATION, "applicant"].outcome is None


def test_whoever_has_no_such_dossier_in_hand_asks_nothing(world: World, opened: Registers) -> None:
    dossier = world.submitted(BIRTH)

    for stranger in (world.quy, world.lan):
        with pytest.raises(asking.NoDossierInHand):
            ask(dossier, stranger)

    assert opened.population.book.asked == []
    assert not LookUp.objects.exists()


def test_a_closed_dossier_is_nobodys_reason(world: World, opened: Registers) -> None:
    dossier = world.finished()

    with pytest.raises(asking.NoDossierInHand):
        ask(dossier, world.minh)

    assert opened.population.book.asked == []


@pytest.mark.parametrize("purpose", [None, Purpose.FILL_IN, Purpose.FOLLOW], ids=str)
def test_without_a_purpose_that_fits_nothing_is_asked(world: World, opened: Registers, purpose: Purpose | None) -> None:
    dossier = world.submitted(BIRTH)

    with pytest.raises(asking.NoPurpose):
        ask(dossier, world.minh, purpose=purpose)

    assert opened.population.book.asked == []


def test_nobody_is_looked_up_who_is_not_in_the_dossier(world: World, opened: Registers) -> None:
    dossier = world.submitted(BIRTH)

    with pytest.raises(asking.NotAskedHere):
        ask(dossier, world.minh, about="form:khong_co")
    with pytest.raises(asking.NotAskedHere):
        ask(dossier, world.minh, register=Register.SOCIAL_INSURANCE)

    assert opened.population.book.asked == []


@pytest.mark.parametrize("how", [Misbehaviour.FAULT, Misbehaviour.HALF, Misbehaviour.BROKEN_GATEWAY])
def test_a_register_that_is_down_says_so_and_work_goes_on(world: World, opened: Registers, how: Misbehaviour) -> None:
    opened.population.book.misbehaviour = how
    dossier = world.submitted(BIRTH)

    made = ask(dossier, world.minh)

    assert made.answer.outcome == LookUpOutcome.DOWN
    assert consulted(dossier, until=TUESDAY) == [], "who was not answered has consulted nothing"
    assert not RegisterAnswer.objects.exists()


@pytest.mark.usefixtures("opened")
def test_the_databases_that_answered_are_known(world: World) -> None:
    dossier = world.submitted(BIRTH)
    assert consulted(dossier, until=TUESDAY) == []

    ask(dossier, world.minh)
    ask(dossier, world.minh)

    assert consulted(dossier, until=TUESDAY) == ["population_db"]
    assert consulted(dossier, until=MONDAY) == [], "not yet"
    assert Look.objects.filter(dossier_id=dossier.pk, part="db:population_db").count() == 2


def test_what_the_applicant_took_over_from_the_register_counts_as_well(world: World) -> None:
    dossier = world.submitted(BIRTH)

    Answers.objects.filter(dossier=dossier).update(sources={"nyc_ho_ten": {"from": "register", "of": ""}})

    assert consulted(dossier, until=TUESDAY) == ["population_db"]


def test_facts_that_differ_are_shown_without_telling_of_another_person(world: World, opened: Registers) -> None:
    dossier = world.submitted(BIRTH)
    citizens = opened.population.book.citizens
    citizens[LAN] = citizens["001088000022"].__class__(**{**vars_of(citizens["001088000022"]), "personal_id": LAN})

    made = ask(dossier, world.minh, purpose=Purpose.DECIDE)

    assert made.answer.outcome == LookUpOutcome.DIFFERS
    assert all(line.registered == "" for line in finding_of(made).lines)
    assert "Bình" not in str(finding_of(made))


def vars_of(citizen: object) -> dict[str, str]:
    return {name: getattr(citizen, name) for name in citizen.__class__.__slots__}  # type: ignore[attr-defined]  # a dataclass


@pytest.mark.usefixtures("opened")
def test_an_answer_is_sealed_and_gone_after_a_day(world: World) -> None:
    dossier = world.submitted(BIRTH)
    made = ask(dossier, world.minh)
    assert b"Lan" not in bytes(RegisterAnswer.objects.get().sealed)

    assert kept.erase(at=TUESDAY + timedelta(hours=23)) == 0
    later = TUESDAY + timedelta(hours=24)
    assert kept.findings([made], at=later) == {}, "what should be gone is not shown either"
    assert kept.erase(at=later) == 1

    last = history.last_asked(dossier, at=later)[Register.POPULATION, "applicant"]
    assert (last.outcome, last.finding) == (LookUpOutcome.FOUND, None)


def noted(world: World, dossier: Dossier, *, times: int) -> None:
    account_id = world.minh.account_id
    assert account_id is not None, "officers have accounts"
    LookUp.objects.bulk_create(
        LookUp(
            register=Register.POPULATION,
            account_id=account_id,
            post_id=world.minh.post_id,
            dossier_id=dossier.pk,
            purpose=Purpose.VERIFY,
            request_id=uuid4(),
            at=TUESDAY,
        )
        for _ in range(times)
    )


def test_an_officer_asks_so_often_within_an_hour_and_no_oftener(world: World, opened: Registers) -> None:
    dossier = world.submitted(BIRTH)
    noted(world, dossier, times=BEFORE_ANY_DECISION[Asker.OFFICER])

    with pytest.raises(AskedTooOften):
        ask(dossier, world.minh)
    assert opened.population.book.asked == []

    ask(dossier, world.minh, at=TUESDAY + timedelta(hours=1))


@pytest.mark.usefixtures("opened")
def test_how_often_is_a_decision_with_a_date(world: World) -> None:
    dossier = world.submitted(BIRTH)
    decided = {"asker": Asker.OFFICER, "per_hour": 1, "basis": "Quyết định 12/QĐ-UBND"}
    LookUpAllowance.objects.create(**decided, valid_from=TUESDAY.date())
    LookUpAllowance.objects.create(**{**decided, "per_hour": 5}, valid_from=TUESDAY.date() + timedelta(days=1))

    noted(world, dossier, times=1)
    with pytest.raises(AskedTooOften):
        ask(dossier, world.minh)

    ask(dossier, world.minh, at=TUESDAY + timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_two_windows_of_one_officer_count_each_other(committed_world: World, settings: Settings) -> None:
    world = committed_world
    dossier = world.submitted(BIRTH)
    LookUpAllowance.objects.create(asker=Asker.OFFICER, per_hour=1, valid_from=MONDAY.date(), basis="thử")
    outcomes: list[str] = []

    def press(together: threading.Barrier) -> None:
        together.wait()
        try:
            ask(dossier, world.minh)
            outcomes.append("asked")
        except AskedTooOften:
            outcomes.append("refused")
        finally:
            connections.close_all()

    with registers.opened(settings):
        together = threading.Barrier(4)
        pressed = [threading.Thread(target=press, args=(together,)) for _ in range(4)]
        for each in pressed:
            each.start()
        for each in pressed:
            each.join()

    assert sorted(outcomes) == ["asked", "refused", "refused", "refused"]


@pytest.mark.usefixtures("opened")
def test_the_people_of_the_form_can_be_checked_too_and_nobody_twice(world: World) -> None:
    dossier = world.draft(BIRTH)
    numbers = {"me_so_dinh_danh": LAN, "cha_so_dinh_danh": "001088000022"}
    drafting.save_answers(dossier, changed=numbers, revision=None, at=MONDAY)

    offered = {
        each.subject.about: each.subject.personal_id for each in asking.offered(Dossier.objects.get(pk=dossier.pk))
    }

    assert offered == {"applicant": LAN, "form:cha_ho_ten": "001088000022"}


def test_without_registers_nothing_is_offered(world: World) -> None:
    assert asking.offered(world.submitted(BIRTH)) == []


@pytest.mark.usefixtures("opened")
def test_the_civil_status_system_is_asked_how_far_it_is(world: World, opened: Registers) -> None:
    dossier = world.submitted(BIRTH)
    assert dossier.code
    opened.gateway.civil_status.stages[dossier.code] = "3"

    made = ask(dossier, world.minh, register=Register.CIVIL_STATUS, about="dossier", purpose=Purpose.FOLLOW)

    assert made.answer.outcome == LookUpOutcome.FOUND
    assert finding_of(made).lines[0].registered == "3"
    assert consulted(dossier, until=TUESDAY) == ["civil_status_db"]


def test_a_dossier_that_never_went_there_is_not_found_there(world: World, opened: Registers) -> None:
    made = ask(
        world.submitted(BIRTH), world.minh, register=Register.CIVIL_STATUS, about="dossier", purpose=Purpose.FOLLOW
    )

    assert made.answer.outcome == LookUpOutcome.NOBODY
    assert opened.gateway.book.complaints == []


@pytest.mark.usefixtures("opened")
def test_an_organisation_is_checked_with_the_business_register(world: World) -> None:
    dossier = world.submitted("1.013227")
    from motcua.effects.registries.business import checking
    from motcua.effects.registries.port import Asked, Subject

    found = checking.check(
        Subject("organisation", name="CÔNG TY TNHH Sông Lam Xanh", enterprise_code="2901234567"),
        asked=Asked(uuid4(), "1.013227", "post-1"),
        purpose=Purpose.VERIFY,
        at=TUESDAY,
    )

    assert dossier.pk
    assert not found.differs
    assert {line.fact for line in found.lines if line.likeness == Likeness.MATCHES} == {
        Fact.ENTERPRISE_CODE,
        Fact.ENTERPRISE_NAME,
    }


def test_somebody_who_drafts_cannot_be_asked_about_by_others(world: World, opened: Registers) -> None:
    dossier = drafting.start(
        world.submitted(BIRTH).procedure_version,
        actor=world.lan,
        deciding_agency=world.minh_tan,
        at=MONDAY,
        channel="online",  # type: ignore[arg-type]  # its value
        applicant_id=world.lan.person_id,
    )

    with pytest.raises(asking.NoDossierInHand):
        ask(dossier, world.minh)
    assert opened.population.book.asked == []
