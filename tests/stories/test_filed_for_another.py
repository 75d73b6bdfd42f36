"""Filed at the national portal for another: whose it is, who filed it, and on what ground, are three things."""

from typing import Any

import pytest

from motcua.dossiers.access import visible_to
from motcua.dossiers.commands import handing_over, holders
from motcua.dossiers.commands.holders import representation_of
from motcua.dossiers.models import Basis, Dossier, HolderFacts
from motcua.effects.archiving.selecting import accepted_papers
from motcua.effects.national_portal.arrival_models import FiledThere
from motcua.effects.national_portal.picture import picture
from motcua.effects.slips.sources import applicant
from motcua.foundation.accounts import people
from motcua.foundation.accounts.models import Membership
from motcua.sites.ui import people_words
from tests.arriving import NUMBER, body, brought, door, item
from tests.doors import door as signed_in
from tests.world import TUESDAY, World, account, citizen, run_jobs

__all__ = ["door"]
pytestmark = pytest.mark.usefixtures("door", "world")
FOR_BINH = {
    "ChuHoSo": "Trần Văn Bình",
    "SoGiayToChuHoSo": "",
    "NguoiNop": "Nguyễn Thị Ngọc Lan",
    "SoGiayToNguoiNop": "001195000011",
}


def filed(**changed: Any) -> Dossier:
    assert brought(body(item(**changed)))["error_code"] == "0"
    run_jobs()
    return FiledThere.objects.get(number=NUMBER).dossier


def for_binh(**changed: Any) -> Dossier:
    binh = account("binh").person
    return filed(**{**FOR_BINH, "ChuHoSo": binh.full_name, "SoGiayToChuHoSo": binh.personal_id, **changed})


def test_the_ground_is_to_be_shown_at_the_desk(world: World) -> None:
    dossier, binh = for_binh(), account("binh").person

    ground = representation_of(dossier)
    assert ground is not None
    assert (ground.basis, ground.kinship, ground.document_number) == (Basis.ELSEWHERE, "", "")
    assert ground.holder_facts == HolderFacts(binh.full_name, binh.personal_id)
    assert (dossier.holder, dossier.applicant) == (binh, account("lan").person)


def test_every_page_names_both(world: World) -> None:
    dossier = for_binh()

    holder, filer = people_words.people_of(dossier, representation_of(dossier))

    assert (holder.name, filer.name) == (account("binh").person.full_name, "Nguyễn Thị Ngọc Lan")
    assert "xem tại quầy" in filer.note
    page = signed_in("minh").get(f"/desk/dossiers/{dossier.code}").content.decode()
    assert "được xem tại quầy" in page


def test_who_files_for_herself_needs_no_ground(world: World) -> None:
    """The control."""
    assert representation_of(filed()) is None


def test_papers_and_portal_name_the_holder(world: World) -> None:
    dossier, binh = for_binh(), account("binh").person

    assert applicant(dossier, representation_of(dossier)).name == binh.full_name
    assert picture(dossier.events.get(), as_of=TUESDAY).holder.number == binh.personal_id
    assert all(paper.person_id == binh.pk for paper in accepted_papers(dossier, at=TUESDAY))


def test_who_filed_and_whose_it_is_see_it_and_nobody_else(world: World) -> None:
    dossier = for_binh()

    sees = {name: visible_to(citizen(name)).filter(pk=dossier.pk).exists() for name in ("lan", "binh", "duc")}

    assert sees == {"lan": True, "binh": True, "duc": False}
    assert signed_in("binh").get(f"/dossiers/{dossier.code}").status_code == 200
    assert signed_in("duc").get(f"/dossiers/{dossier.code}").status_code == 404


def test_another_than_the_two_shows_a_paper_to_be_given_the_result(world: World) -> None:
    dossier = for_binh()

    assert handing_over.is_of(dossier, account("binh").person.personal_id)
    assert handing_over.is_of(dossier, "001195000011")
    assert not handing_over.is_of(dossier, "001160000044")
    assert dossier.representative is None, "nobody has shown an authorisation"


def test_a_holder_whom_nobody_knows_gets_it_when_her_card_is_seen(world: World) -> None:
    dossier = filed(**{**FOR_BINH, "ChuHoSo": "Vừ Thị Mỷ", "SoGiayToChuHoSo": "001199000777"})
    assert people.by_number("001199000777") is None

    my = people.with_card(full_name="Vừ Thị Mỷ", personal_id="001199000777", birth_date=None, phone="")
    holders.claim(my)

    dossier.refresh_from_db()
    assert dossier.holder == my


def of_the_company(**changed: Any) -> Dossier:
    membership = Membership.objects.select_related("organisation", "person").get(person__full_name="Ngô Minh Đức")
    company, duc = membership.organisation, membership.person
    told = {"LoaiDoiTuong": "2", "ChuHoSo": company.name, "SoGiayToChuHoSo": company.registration_code}
    return filed(**{**told, "NguoiNop": duc.full_name, "SoGiayToNguoiNop": duc.personal_id, **changed})


def test_a_member_files_as_a_member(world: World) -> None:
    ground = representation_of(of_the_company())

    assert ground is not None
    assert ground.basis == Basis.MEMBER


def test_a_number_for_which_nobody_vouches_makes_nobody_a_member(world: World) -> None:
    dossier = of_the_company(TaiKhoanDuocXacThucVoiVNeID="0")

    ground = representation_of(dossier)
    assert ground is not None
    assert ground.basis == Basis.ELSEWHERE
    holder, _filer = people_words.people_of(dossier, ground)
    assert holder.name == dossier.holder_organisation.name  # type: ignore[union-attr]  # it was just told
