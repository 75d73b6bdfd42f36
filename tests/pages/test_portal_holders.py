"""Hồ sơ này của ai? The choice, its grounds, and what each of its people sees afterwards."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier, Representation
from motcua.foundation.accounts.models import Membership
from tests import samples
from tests.pages import portal
from tests.world import World

HA: dict[str, Any] = {
    "kinship": "parent",
    "full_name": "Phạm Thị Hà",
    "personal_id": "001160000044",
    "birth_date_day": "12",
    "birth_date_month": "6",
    "birth_date_year": "1960",
}
AUTHORISER: dict[str, Any] = {
    **HA,
    "residence_province": "99",
    "residence_commune": "Phường Minh Tân",
    "residence_detail": "12 phố Chợ",
    "document_number": "12/UQ",
    "document_on_day": "2",
    "document_on_month": "11",
    "document_on_year": "2026",
}
CODE = "1.004873"


def started(client: Client, code: str = CODE) -> str:
    return portal.start(client, code)


def draft_at(path: str) -> Dossier:
    return Dossier.objects.select_related("answers").get(uuid=path.rpartition("/")[2])


def choose(client: Client, draft: str, whose: str) -> Any:
    return client.post(f"{draft}/holder", {"whose": whose})


def scan() -> BytesIO:
    file = BytesIO(samples.pdf("uy quyen"))
    file.name = "uy-quyen.pdf"
    return file


@pytest.fixture
def duc(world: World) -> Client:
    return portal.signed_in("duc")


def test_one_can_begin_for_another_at_once(duc: Client) -> None:
    answer = duc.post(f"/procedures/{CODE}/drafts", {"whose": "other"})

    assert answer["Location"].endswith("/holder")
    assert "Ông/bà nộp hồ sơ này cho ai?" in duc.get(answer["Location"]).text


def test_by_default_it_is_one_s_own_and_the_page_says_so(duc: Client) -> None:
    draft = started(duc)

    assert "Ngô Minh Đức" in duc.get(f"{draft}/form/case_questions").text
    assert not Representation.objects.exists()


def test_for_a_relative_the_law_is_named_and_no_paper_is_asked_for(duc: Client) -> None:
    draft = started(duc)
    assert choose(duc, draft, "relative")["Location"] == f"{draft}/holder/relative"
    page = duc.get(f"{draft}/holder/relative").text

    assert "Điều 2 Thông tư 04/2020/TT-BTP" in page
    assert 'type="file"' not in page
    assert duc.post(f"{draft}/holder/relative", HA).status_code == 302
    ground = Representation.objects.get()
    assert (ground.basis, ground.kinship) == ("relative", "parent")
    shown = duc.get(draft).text
    assert "Phạm Thị Hà" in shown


def test_what_is_prefilled_is_the_holder_s_as_typed_and_nothing_that_only_we_know(duc: Client) -> None:
    draft = started(duc)
    before = draft_at(draft).answers
    assert before.data["nyc_ho_ten"] == "Ngô Minh Đức"

    duc.post(f"{draft}/holder/relative", HA)

    answers = draft_at(draft).answers
    assert answers.data["nyc_ho_ten"] == "Phạm Thị Hà"
    assert answers.sources["nyc_ho_ten"] == {"from": "profile", "of": "Phạm Thị Hà"}
    assert "0912345674" not in str(answers.data), "her telephone is known to us and was not typed"
    assert "nyc_noi_cu_tru" not in answers.data, "his own address makes room"

    choose(duc, draft, "self")
    assert draft_at(draft).answers.data["nyc_ho_ten"] == "Ngô Minh Đức"


def test_what_a_person_typed_herself_stays(duc: Client) -> None:
    from motcua.dossiers.commands import drafting
    from tests.world import MONDAY

    draft = started(duc)
    drafting.save_answers(draft_at(draft), changed={"nyc_ho_ten": "Tên Tự Gõ"}, revision=None, at=MONDAY)

    duc.post(f"{draft}/holder/relative", HA)

    assert draft_at(draft).answers.data["nyc_ho_ten"] == "Tên Tự Gõ"


@pytest.mark.parametrize(
    "typed",
    [
        HA,
        {**HA, "full_name": "Trần Văn Tám"},
        {**HA, "personal_id": "001199000777"},
        {**HA, "personal_id": "001199000777", "full_name": "Vừ Thị Mỷ"},
    ],
    ids=["known", "known number, other name", "other number", "nobody we know"],
)
def test_the_page_answers_the_same_whether_a_number_is_known_or_not(duc: Client, typed: dict[str, Any]) -> None:
    draft = started(duc)

    answer = duc.post(f"{draft}/holder/relative", typed)

    assert (answer.status_code, answer["Location"]) == (302, f"{draft}/form/case_questions")
    page = duc.get(answer["Location"]).text
    assert f"<b>{typed['full_name']}</b>" in page


def test_what_is_missing_is_said_at_its_field(duc: Client) -> None:
    draft = started(duc)

    relative = duc.post(f"{draft}/holder/relative", {})
    authorised = duc.post(f"{draft}/holder/authorised", {**AUTHORISER, "document_number": ""})
    nothing = choose(duc, draft, "")

    assert relative.status_code == authorised.status_code == nothing.status_code == 422
    assert 'id="full_name-error"' in relative.text
    assert 'id="document_number-error"' in authorised.text
    assert "Chụp hoặc chọn tệp văn bản ủy quyền." in authorised.text
    assert not Representation.objects.exists()


def test_authorisation_comes_with_its_scan_and_answers_the_case_question(duc: Client) -> None:
    draft = started(duc)

    answer = duc.post(f"{draft}/holder/authorised", {**AUTHORISER, "file": scan()})

    assert answer.status_code == 302, portal.page(answer)
    found = draft_at(draft)
    assert found.answers.data["qua_uy_quyen"] is True
    assert found.papers.get().item == "van_ban_uy_quyen", "the procedure's own paper of authorisation"
    assert found.representative_id == found.applicant_id
    again = duc.post(f"{draft}/holder/authorised", {**AUTHORISER, "document_number": "13/UQ"})
    assert again.status_code == 302, "the scan that lies there will do"


def test_a_file_that_is_none_is_refused_with_a_sentence(duc: Client) -> None:
    draft = started(duc)
    bad = BytesIO(b"MZ not a paper")
    bad.name = "uy-quyen.pdf"

    answer = duc.post(f"{draft}/holder/authorised", {**AUTHORISER, "file": bad})

    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text


def test_a_member_sees_her_organisations_and_no_others(duc: Client) -> None:
    draft = started(duc, "2.000181")
    membership = Membership.objects.get(person__full_name="Ngô Minh Đức")
    assert "Công ty TNHH Sông Lam Xanh" in duc.get(f"{draft}/holder").text

    assert choose(duc, draft, f"member-{membership.pk}").status_code == 302

    answers = draft_at(draft).answers
    assert answers.data["ten_thuong_nhan"] == "Công ty TNHH Sông Lam Xanh"
    assert answers.data["ma_so"] == "2901234567"
    assert answers.sources["ma_so"]["of"] == "Công ty TNHH Sông Lam Xanh"
    lan = portal.signed_in("lan")
    hers = started(lan, "2.000181")
    assert "Sông Lam Xanh" not in lan.get(f"{hers}/holder").text
    assert choose(lan, hers, f"member-{membership.pk}").status_code == 422


def test_what_is_filed_has_no_such_page_any_more(world: World) -> None:
    dossier = world.submitted()

    answer = portal.signed_in("lan").get(f"/drafts/{dossier.uuid}/holder")

    assert answer.status_code == 302
    assert str(dossier.code) in answer["Location"]


def test_another_person_s_draft_is_not_there(duc: Client, world: World) -> None:
    hers = world.draft()

    assert duc.get(f"/drafts/{hers.uuid}/holder").status_code == 404
    assert duc.post(f"/drafts/{hers.uuid}/holder", {"whose": "self"}).status_code == 404
    assert duc.get(f"/drafts/{hers.uuid}/holder/elsewhere").status_code == 404
