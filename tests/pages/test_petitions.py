"""Petitions on the pages: written with or without an account, answered at the desk, read by all without a name."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.effects.notifications import officers
from motcua.effects.petitions import acts
from motcua.effects.petitions.acts import Filing
from motcua.effects.petitions.models import Kind, Petition, PetitionOpinion
from motcua.effects.petitions.moves import State
from motcua.foundation import legal_time
from motcua.foundation.files.models import ScanState, StoredFile
from motcua.foundation.organisations.models import Post
from tests import samples
from tests.pages.test_fee_receipts import as_head, signed_in
from tests.world import MONDAY, TUESDAY, World, run_jobs

TEXT = "Cửa số 2 đóng lúc 10 giờ."


def sheet(**facts: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "kind": "complaint", "agency": "H99.1", "text": TEXT, **facts}


@pytest.fixture
def petition(world: World) -> Petition:
    """Lan's, in Hoa's hands, about now: the pages read the clock."""
    filing = Filing(Kind.COMPLAINT, world.minh_tan, TEXT, account_id=world.lan.account_id)
    made = acts.file(filing, key=uuid4(), at=MONDAY)
    hoa = Post.objects.get(pk=world.hoa.post_id or 0)
    acts.assign(made, to=hoa, actor=world.head, at=TUESDAY)
    return made


def desk(petition: Petition, rest: str = "") -> str:
    return f"/desk/petitions/{petition.pk}{rest}"


def test_she_writes_from_her_dossier_and_it_goes_to_the_agency_that_decides(world: World) -> None:
    dossier = world.accepted("1.013227")
    lan = signed_in("lan")
    address = f"/petitions/new?dossier={dossier.code}"
    assert address in lan.get(f"/dossiers/{dossier.code}").content.decode()
    assert str(dossier.code) in lan.get(address).content.decode()

    picture = SimpleUploadedFile("anh.pdf", samples.pdf("x"))
    filed = lan.post("/petitions/new", sheet(agency="", dossier=str(dossier.code), file=picture))

    made = Petition.objects.get()
    assert "Đã gửi đến cơ quan" in filed.content.decode()
    assert (made.agency_id, made.dossier_id, made.files.count()) == (dossier.deciding_agency_id, dossier.pk, 1)
    assert TEXT in lan.get(f"/petitions/{made.pk}").content.decode()
    assert f"/petitions/{made.pk}" in lan.get("/petitions").content.decode()


def test_a_dossier_of_another_is_not_there(world: World) -> None:
    dossier = world.accepted("1.013227")

    for client in (Client(), signed_in("binh")):
        sent = sheet(agency="", dossier=str(dossier.code), phone="0912999888")
        assert client.post("/petitions/new", sent).status_code == 404
    assert not Petition.objects.exists()


def test_without_an_account_a_telephone_and_a_code(world: World) -> None:
    client = Client()
    lacking = client.post("/petitions/new", sheet())
    assert lacking.status_code == 422
    assert "Nhập số điện thoại hoặc thư điện tử" in lacking.content.decode()
    assert TEXT in lacking.content.decode(), "nothing typed is lost"

    sent = sheet(name="Ông Sáu", phone="0912999888")
    client.post("/petitions/new", sent)
    again = client.post("/petitions/new", sent).content.decode()

    made = Petition.objects.get()
    assert made.code[:4] in again
    followed = client.post("/petitions/answer", {"code": f"{made.code[:4]} {made.code[4:]}".lower()})
    assert TEXT in followed.content.decode()
    assert "0912999888" not in followed.content.decode()
    assert client.post("/petitions/answer", {"code": "ABCDEFGHJKMN"}).status_code == 404
    assert client.get(f"/petitions/{made.pk}").status_code == 302


@pytest.mark.parametrize(
    ("facts", "place"), [({"kind": "x"}, "kind"), ({"text": " "}, "text"), ({"agency": "H99.9"}, "agency")]
)
def test_what_is_missing_is_said_beside_its_place(world: World, facts: dict[str, str], place: str) -> None:
    page = signed_in("lan").post("/petitions/new", sheet(**facts))

    assert page.status_code == 422
    assert f'href="#{place}"' in page.content.decode()


def test_a_file_of_a_stranger_is_scanned_and_a_bad_one_refused(world: World, settings: Any) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    bad = SimpleUploadedFile("anh.exe", b"MZ\x90\x00" + b"0" * 100)
    refused = Client().post("/petitions/new", sheet(phone="0912999888", file=bad))
    assert refused.status_code == 422
    assert not Petition.objects.exists()

    good = SimpleUploadedFile("anh.pdf", samples.pdf("x"))
    Client().post("/petitions/new", sheet(phone="0912999888", file=good))
    assert StoredFile.objects.get(pk=Petition.objects.get().files.get().file_id).scan_state == ScanState.WAITING


def test_who_floods_is_stopped(world: World) -> None:
    client = Client()
    answers = [client.post("/petitions/new", sheet(phone="0912999888")).status_code for _ in range(12)]

    assert answers[0] == 200
    assert Petition.objects.count() == 10
    assert answers[-1] != 200


def test_the_head_gives_it_out_and_the_officer_answers_and_publishes(world: World, petition: Petition) -> None:
    tuan, hoa = signed_in("tuan"), signed_in("hoa")
    as_head(tuan)
    assert desk(petition) in tuan.get("/desk/petitions").content.decode()
    assert tuan.post(desk(petition, "/assign"), {"post": world.hoa.post_id}).status_code == 302

    assert TEXT in hoa.get(desk(petition)).content.decode()
    empty = hoa.post(desk(petition, "/answer"), {"text": " "})
    assert empty.status_code == 422
    assert hoa.post(desk(petition, "/answer"), {"text": "Đã sắp xếp lại ca trực."}).status_code == 302
    named = hoa.post(desk(petition, "/publish"), {"question": "Bà Nguyễn Thị Ngọc Lan hỏi", "text": "Đã sửa."})
    assert "Sửa rồi công khai lại" in named.content.decode()
    assert hoa.post(desk(petition, "/publish"), {"question": "Cửa đóng sớm.", "text": "Đã sửa."}).status_code == 302

    public = Client().get("/petitions").content.decode()
    assert "Cửa đóng sớm." in public
    assert "Ngọc Lan" not in public
    assert TEXT not in public
    assert "Đã sửa." in signed_in("lan").get(f"/petitions/{petition.pk}").content.decode()


def test_asked_for_more_she_supplies_it_on_her_page(world: World, petition: Petition) -> None:
    acts.ask(petition, question="Hôm nào?", actor=world.hoa, at=TUESDAY)
    lan = signed_in("lan")
    page = lan.get(f"/petitions/{petition.pk}").content.decode()
    assert "Hôm nào?" in page
    assert lan.post(f"/petitions/{petition.pk}", {"text": ""}).status_code == 422

    assert "Thứ hai." in lan.post(f"/petitions/{petition.pk}", {"text": "Thứ hai."}).content.decode()
    petition.refresh_from_db()
    assert petition.state == State.IN_HAND


def test_others_at_the_desk_do_not_see_it(world: World, petition: Petition) -> None:
    for name in ("minh", "tuan", "quy", "van"):
        client = signed_in(name)
        assert client.get(desk(petition)).status_code == 404
        assert client.post(desk(petition, "/answer"), {"text": "Không"}).status_code == 404
        assert desk(petition) not in client.get("/desk/petitions").content.decode()
    assert signed_in("hoa").post(desk(petition, "/nothing")).status_code == 404
    assert signed_in("binh").get(f"/petitions/{petition.pk}").status_code == 404


def test_what_is_overdue_stands_in_its_list(world: World, petition: Petition) -> None:
    hoa = signed_in("hoa")
    assert desk(petition) not in hoa.get("/desk/petitions?only=overdue").content.decode()

    Petition.objects.filter(pk=petition.pk).update(due_at=MONDAY)
    page = hoa.get("/desk/petitions?only=overdue").content.decode()
    assert desk(petition) in page
    assert "1 việc quá hạn" in page


def test_she_says_whether_the_answer_satisfies_her_and_the_office_reads_it(world: World, petition: Petition) -> None:
    lan, address = signed_in("lan"), f"/petitions/{petition.pk}"
    assert "hài lòng với câu trả lời" not in lan.get(address).content.decode()
    acts.answer(petition, text="Đã sắp xếp lại ca trực.", actor=world.hoa, at=TUESDAY)
    assert "hài lòng với câu trả lời" in lan.get(address).content.decode()

    missing = lan.post(address, {"asks_opinion": "1"})
    assert missing.status_code == 422
    assert "Chọn một trong ba mức" in missing.content.decode()
    said = lan.post(address, {"asks_opinion": "1", "opinion": "not_satisfied"}).content.decode()

    assert "Chưa hài lòng" in said
    assert "Gửi ý kiến" not in said
    assert "Chưa hài lòng" in signed_in("hoa").get(desk(petition)).content.decode()
    assert signed_in("binh").post(address, {"asks_opinion": "1", "opinion": "satisfied"}).status_code == 404


def test_without_an_account_the_code_opens_the_question_too(world: World) -> None:
    filing = Filing(Kind.COMPLAINT, world.minh_tan, TEXT, contact={"phone": "0912999888"})
    made = acts.file(filing, key=uuid4(), at=MONDAY)
    acts.assign(made, to=Post.objects.get(pk=world.hoa.post_id or 0), actor=world.head, at=TUESDAY)
    acts.answer(made, text="Đã sửa.", actor=world.hoa, at=TUESDAY)

    asked = {"asks_opinion": "1", "opinion": "satisfied"}
    assert Client().post("/petitions/answer", {**asked, "code": "ABCDEFGHJKMN"}).status_code == 404
    said = Client().post("/petitions/answer", {**asked, "code": made.code}).content.decode()

    assert "Hài lòng" in said
    assert PetitionOpinion.objects.get().level == "satisfied"


def test_the_news_of_a_petition_leads_to_it_and_is_read_when_it_is_opened(world: World, petition: Petition) -> None:
    run_jobs()
    hoa = signed_in("hoa")
    page = hoa.get("/desk/news").content.decode()
    assert desk(petition) in page
    assert "Ông/bà được giao trả lời phản ánh" in page

    hoa.get(desk(petition))

    assert officers.unread_count(world.hoa, at=legal_time.now()) == 0
