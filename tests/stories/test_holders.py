"""Who files, whose right it is, and who may see it afterwards: four people who must not be confused."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.access import visible_to
from motcua.dossiers.commands import drafting, holders, intake, renewing
from motcua.dossiers.models import Dossier, HolderFacts, Kinship, Representation
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.notifications.models import Notice
from motcua.effects.slips.issuing import receipt_for
from motcua.effects.slips.layout_versions import layout_for
from motcua.effects.slips.models import SlipKind
from motcua.effects.slips.receipt import receipt_facts
from motcua.effects.slips.sources import Source
from motcua.foundation.accounts import people
from motcua.foundation.accounts.models import Membership, Organisation, Person
from tests.world import MONDAY, TUESDAY, World, citizen, run_jobs

HA = HolderFacts("Phạm Thị Hà", "001160000044", "1960-06-12")
#: Her number and another name: what somebody types who tries numbers out.
HA_MISNAMED = HolderFacts("Trần Văn Tám", "001160000044", "1960-06-12")
NOBODY = HolderFacts("Vừ Thị Mỷ", "001199000777", "1999-01-01")


def drafted(world: World) -> Dossier:
    """A complete draft of Đức's."""
    return world.draft(by=world.duc)


def filed(world: World, dossier: Dossier) -> Dossier:
    intake.submit(dossier, actor=world.duc, at=TUESDAY, key=uuid4().hex)
    dossier.refresh_from_db()
    return dossier


def for_mother(world: World, facts: HolderFacts = HA) -> Dossier:
    dossier = drafted(world)
    holders.file_for_relative(dossier, holder=facts, kinship=Kinship.PARENT, at=MONDAY)
    return dossier


def company() -> Membership:
    return Membership.objects.get(person__full_name="Ngô Minh Đức")


def test_whoever_says_nothing_files_for_herself(world: World) -> None:
    dossier = world.submitted()

    assert dossier.holder_id == dossier.applicant_id == world.lan.person_id
    assert dossier.subject_name == "Nguyễn Thị Ngọc Lan"
    assert holders.representation_of(dossier) is None


def test_a_mother_is_found_by_number_and_name_and_sees_what_her_son_filed(world: World) -> None:
    dossier = for_mother(world)
    assert not visible_to(world.ha).filter(pk=dossier.pk).exists(), "a draft is his who writes it"

    filed(world, dossier)
    run_jobs()

    assert dossier.holder_id == world.ha.person_id
    assert dossier.applicant_id == world.duc.person_id
    assert dossier.subject_name == "Phạm Thị Hà"
    assert visible_to(world.ha).filter(pk=dossier.pk).exists()
    assert Notice.objects.filter(account_id=world.ha.account_id or 0, event__dossier=dossier).exists(), "she is told"
    assert Notice.objects.filter(account_id=world.duc.account_id or 0, event__dossier=dossier).exists()


@pytest.mark.parametrize(
    "facts", [HA_MISNAMED, HolderFacts("Phạm Thị Hà", "001160000044", "1961-01-01"), NOBODY, HolderFacts("Vừ A Sùng")]
)
def test_a_number_that_was_typed_gives_away_nothing_and_takes_nothing(world: World, facts: HolderFacts) -> None:
    """Known or not, right name or wrong: the one who files meets the same answer, and nobody's account gains a line."""
    dossier = filed(world, for_mother(world, facts))

    assert dossier.state == State.SUBMITTED
    assert dossier.subject_name == facts.full_name
    assert not visible_to(world.ha).filter(pk=dossier.pk).exists()
    assert dossier.holder is not None
    assert dossier.holder.personal_id_hash == "", "a typed number is in nobody's possession"
    assert people.by_number("001160000044") == Person.objects.get(pk=world.ha.person_id or 0)


def test_when_she_comes_with_her_card_the_dossier_is_hers(world: World) -> None:
    dossier = filed(world, for_mother(world, NOBODY))
    liar = filed(world, for_mother(world, HolderFacts("Người Khác", NOBODY.personal_id)))

    person = people.with_card(
        full_name="Vừ Thị Mỷ", personal_id=NOBODY.personal_id, birth_date=date(1999, 1, 1), phone=""
    )

    assert holders.claim(person) == 1
    dossier.refresh_from_db()
    liar.refresh_from_db()
    assert dossier.holder == person
    assert liar.holder != person


def test_authorisation_needs_its_paper(world: World) -> None:
    dossier = drafted(world)
    holders.file_under_authorisation(dossier, holder=HA, number="12/UQ", on=date(2026, 11, 2), at=MONDAY)

    with pytest.raises(holders.AuthorisationMissing):
        intake.submit(dossier, actor=world.duc, at=TUESDAY, key=uuid4().hex)
    dossier.refresh_from_db()
    assert dossier.state == State.DRAFT

    drafting.attach(dossier, item=holders.AUTHORISATION, file=world.file(by=world.duc), actor=world.duc, at=MONDAY)
    filed(world, dossier)
    assert dossier.representative_id == world.duc.person_id
    assert "authorisation" in {paper["item"] for paper in dossier.filings.get().papers}


def test_the_receipt_carries_the_representative_and_the_paper(world: World) -> None:
    """TT 03/2025/TT-VPCP, Mẫu 01: name, number, address, telephone, e-mail and the paper of authorisation."""
    dossier = drafted(world)
    holders.file_under_authorisation(dossier, holder=HA, number="12/UQ", on=date(2026, 11, 2), at=MONDAY)
    drafting.attach(dossier, item=holders.AUTHORISATION, file=world.file(by=world.duc), actor=world.duc, at=MONDAY)
    filed(world, dossier)
    intake.accept(dossier, actor=world.minh, at=TUESDAY)
    slip = receipt_for(dossier, at=TUESDAY)

    facts = receipt_facts(
        Source(
            event=slip.event,
            dossier=dossier,
            definition=definition_of(dossier.procedure_version_id),
            unit=slip.unit,
            layout=layout_for(SlipKind.RECEIPT, on=slip.event.happened_at.date()),
            year=slip.year,
            number=slip.number,
        )
    )

    (representative,) = facts.representatives
    assert (representative.name, representative.personal_id) == ("Ngô Minh Đức", "001089000055")
    assert (representative.phone, representative.email) == ("0912345675", "duc@example.vn")
    assert "phố Chợ" in representative.address
    assert facts.authorisation == "Văn bản ủy quyền số 12/UQ ngày 02 tháng 11 năm 2026"
    assert facts.general.applicant.name == "Phạm Thị Hà"
    assert facts.general.applicant.phone == "", "what only we know of her is not on a paper that he is handed"
    assert facts.filed_by == "Ngô Minh Đức"


def test_a_member_files_for_the_organisation_and_the_others_see_it(world: World) -> None:
    dossier = drafted(world)
    holders.file_for_organisation(dossier, membership=company(), at=MONDAY)
    filed(world, dossier)

    assert dossier.subject_name == "Công ty TNHH Sông Lam Xanh"
    assert dossier.holder_id is None
    assert visible_to(world.yen).filter(pk=dossier.pk).exists()


def test_who_has_left_neither_files_for_it_nor_sees_it(world: World) -> None:
    dossier = drafted(world)
    holders.file_for_organisation(dossier, membership=company(), at=MONDAY)
    Membership.objects.filter(pk=company().pk).update(valid_to=date(2026, 11, 16))

    with pytest.raises(holders.NotAMemberToday):
        intake.submit(dossier, actor=world.duc, at=TUESDAY, key=uuid4().hex)

    Membership.objects.filter(pk=company().pk).update(valid_to=None)
    filed(world, dossier)
    assert visible_to(world.yen).filter(pk=dossier.pk).exists()
    Membership.objects.filter(person_id=world.yen.person_id or 0).update(valid_to=date(2026, 1, 1))
    assert not visible_to(world.yen).filter(pk=dossier.pk).exists()


def test_nobody_files_for_an_organisation_that_is_not_hers(world: World) -> None:
    stranger = world.draft()

    with pytest.raises(holders.NotAMemberToday):
        holders.file_for_organisation(stranger, membership=company(), at=MONDAY)


@pytest.mark.parametrize("sign_in", ["lan", "binh", "thuan", "yen"])
def test_a_dossier_of_two_people_is_nobody_else_s(world: World, sign_in: str) -> None:
    dossier = filed(world, for_mother(world))

    assert not visible_to(citizen(sign_in)).filter(pk=dossier.pk).exists()
    assert visible_to(world.duc).filter(pk=dossier.pk).exists(), "negative control: he who filed"
    assert visible_to(world.ha).filter(pk=dossier.pk).exists(), "negative control: she whose right it is"


def test_helpers_and_strangers_see_no_dossier_at_all(world: World) -> None:
    filed(world, for_mother(world))

    for actor in (world.cuong, Actor(role=world.cuong.role)):
        assert not visible_to(actor).exists()


def test_what_was_filed_stays_whose_it_was(world: World) -> None:
    dossier = filed(world, for_mother(world))

    with pytest.raises(drafting.NotChangeableNow):
        holders.file_for_self(dossier)
    with pytest.raises(drafting.NotChangeableNow):
        holders.file_for_relative(dossier, holder=NOBODY, kinship=Kinship.CHILD, at=TUESDAY)


def test_changing_one_s_mind_leaves_no_trace_of_the_first(world: World) -> None:
    dossier = for_mother(world)
    holders.file_for_organisation(dossier, membership=company(), at=MONDAY)
    holders.file_for_self(dossier)
    filed(world, dossier)

    assert not Representation.objects.filter(dossier=dossier).exists()
    assert (dossier.holder_id, dossier.holder_organisation_id, dossier.representative_id) == (
        world.duc.person_id,
        None,
        None,
    )


def test_the_database_keeps_a_ground_for_each_basis(world: World) -> None:
    dossier = world.draft()

    for ground in ({"basis": "relative"}, {"basis": "authorised", "document_number": "1"}, {"basis": "member"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Representation.objects.create(dossier=dossier, noted_at=MONDAY, **ground)


def test_the_holder_s_facts_lie_unreadable(world: World) -> None:
    dossier = for_mother(world)
    ground = Representation.objects.get(dossier=dossier)

    assert ground.holder_facts == HA
    assert b"001160000044" not in bytes(ground.holder_sealed)
    assert Organisation.objects.exists()


def test_a_newer_version_takes_the_people_and_their_proof_along(world: World) -> None:
    dossier = drafted(world)
    holders.file_under_authorisation(dossier, holder=HA, number="12/UQ", on=date(2026, 11, 2), at=MONDAY)
    drafting.attach(dossier, item=holders.AUTHORISATION, file=world.file(by=world.duc), actor=world.duc, at=MONDAY)
    current = dossier.procedure_version
    newer = ProcedureVersion.objects.create(
        procedure=current.procedure,
        number=current.number + 1,
        definition=current.definition,
        content_hash="0" * 64,
        published_at=MONDAY,
    )
    current.procedure.current_version = newer
    current.procedure.save(update_fields=["current_version"])

    renewing.renew(dossier, at=MONDAY)

    dossier.refresh_from_db()
    assert dossier.procedure_version_id == newer.pk
    assert holders.has_proof(dossier)
    assert holders.representation_of(dossier) is not None
