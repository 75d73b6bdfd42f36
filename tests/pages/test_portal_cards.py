"""A person's boxes from her card: what was typed is kept, what is empty is filled, what differs is asked about."""

import io
import logging
from typing import Any

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw

from motcua.dossiers.models import Answers, Dossier
from motcua.foundation.files.models import StoredFile
from motcua.sites.ui import headers
from tests.pages.portal import form_to, page, signed_in, start
from tests.world import World

pytestmark = pytest.mark.django_db

BIRTH = "1.001193"
MOTHER = "001196000444"
CARD = f"{MOTHER}||Lò Thị Mây|05031996|Nữ|Số 5, Phường Minh Tân, Sông Lam|02092024||||"


@pytest.fixture
def lan(world: World) -> Client:
    return signed_in("lan")


def mother(lan: Client) -> str:
    """The page about the mother, which comes up for a child that was not abandoned."""
    draft = start(lan, BIRTH)
    questions = f"{draft}/form/case_questions"
    lan.post(questions, {**form_to(lan.get(questions), questions), "tre_bo_roi": "false"})
    return f"{draft}/form/me"


def scan(lan: Client, at: str, text: str = "", *, who: str = "me", photo: object = None, **typed: str) -> Any:
    sent: dict[str, Any] = {**form_to(lan.get(at), at), "card_of": who, f"card_text-{who}": text, **typed}
    if photo is not None:
        sent[f"card_photo-{who}"] = photo
    return lan.post(f"{at}/card", sent, headers={"Origin": "http://testserver"})


def answers(draft_page: str) -> Answers:
    return Answers.objects.get(dossier__uuid=draft_page.split("/")[2])


def taken(text: str) -> SimpleUploadedFile:
    """The card in a corner of a photograph, turned a little, as a telephone takes it."""
    code = io.BytesIO()
    segno.make(text, error="m", encoding="utf-8").save(code, kind="png", scale=6, border=4)
    with Image.open(code) as opened:
        drawn = opened.convert("RGB").rotate(7, expand=True, fillcolor="white")
    table = Image.new("RGB", (1600, 1200), "#8a7f70")
    ImageDraw.Draw(table).rectangle((180, 140, 1400, 1050), fill="white")
    table.paste(drawn, (300, 200))
    out = io.BytesIO()
    table.save(out, "JPEG", quality=80)
    return SimpleUploadedFile("the.jpg", out.getvalue(), "image/jpeg")


def test_a_scanned_card_fills_the_empty_boxes(lan: Client) -> None:
    at = mother(lan)

    answer = scan(lan, at, CARD)

    assert answer["Location"] == at
    kept = answers(at)
    assert kept.data["me_ho_ten"] == "Lò Thị Mây"
    assert kept.data["me_so_dinh_danh"] == MOTHER
    assert kept.data["me_ngay_sinh"] == "1996-03-05"
    assert kept.sources["me_ho_ten"] == {"from": "card", "of": ""}
    assert "Quét từ thẻ căn cước" in page(lan.get(at))


def test_a_photograph_is_read_and_not_kept(lan: Client) -> None:
    at = mother(lan)
    before = StoredFile.objects.count()

    scan(lan, at, photo=taken(CARD))

    assert answers(at).data["me_so_dinh_danh"] == MOTHER
    assert StoredFile.objects.count() == before


def test_what_was_typed_is_kept_and_both_are_shown(lan: Client) -> None:
    at = mother(lan)

    answer = scan(lan, at, CARD, me_ho_ten="Lò Thị Mây Trắng")

    told = page(answer)
    assert answer.status_code == 200
    assert "Lò Thị Mây Trắng" in told
    assert "<b>Lò Thị Mây</b>" in told
    assert answers(at).data["me_ho_ten"] == "Lò Thị Mây Trắng"
    assert answers(at).data["me_so_dinh_danh"] == MOTHER, "what was empty is filled meanwhile"


@pytest.mark.parametrize(
    ("choice", "name", "source"),
    [("offered", "Lò Thị Mây", {"from": "card", "of": ""}), ("present", "Lò Thị Mây Trắng", None)],
)
def test_the_person_says_which_one_is_right(lan: Client, choice: str, name: str, source: object) -> None:
    at = mother(lan)
    both = scan(lan, at, CARD, me_ho_ten="Lò Thị Mây Trắng")

    answer = lan.post(f"{at}/card", {**form_to(both, f"{at}/card"), "use-me_ho_ten": choice})

    assert answer["Location"] == at
    assert answers(at).data["me_ho_ten"] == name
    assert answers(at).sources.get("me_ho_ten") == source


def test_typing_another_value_takes_the_source_away(lan: Client) -> None:
    at = mother(lan)
    scan(lan, at, CARD)

    lan.post(at, {**form_to(lan.get(at), at), "me_ho_ten": "Lò Thị Mai"})

    assert "me_ho_ten" not in answers(at).sources
    assert "me_so_dinh_danh" in answers(at).sources


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Chưa có mã nào"),
        ("xin chào", "không phải mã trên thẻ căn cước"),
        ("https://example.vn/" + "a" * 40, "mã của ứng dụng"),
    ],
    ids=["nothing", "words", "application"],
)
def test_what_is_no_card_is_said_at_its_box_and_nothing_is_lost(lan: Client, text: str, sentence: str) -> None:
    at = mother(lan)

    answer = scan(lan, at, text, me_ho_ten="Lò Thị Mây")

    told = page(answer)
    assert answer.status_code == 422
    assert sentence in told
    assert 'href="#card-me"' in told
    assert answers(at).data["me_ho_ten"] == "Lò Thị Mây"


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8\xff\xe0 broken"], ids=["empty", "other", "broken"])
def test_a_file_that_is_no_photograph_is_refused(lan: Client, content: bytes) -> None:
    at = mother(lan)

    answer = scan(lan, at, photo=SimpleUploadedFile("a.jpg", content))

    assert answer.status_code == 422


def test_a_photograph_without_a_code_says_so(lan: Client) -> None:
    at = mother(lan)
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "#445566").save(out, "PNG")

    answer = scan(lan, at, photo=SimpleUploadedFile("a.png", out.getvalue()))

    assert "Chưa thấy mã vuông trong ảnh" in page(answer)


def test_the_card_of_a_man_for_the_mother_is_remarked_upon(lan: Client) -> None:
    at = mother(lan)

    scan(lan, at, CARD.replace(MOTHER, "001096000444").replace("Nữ", "Nam"))

    assert "có quét đúng thẻ của người mẹ không" in page(lan.get(at))
    assert answers(at).data["me_so_dinh_danh"] == "001096000444", "a remark stops nothing"


def test_a_name_that_an_input_method_damaged_is_not_filled_in(lan: Client) -> None:
    at = mother(lan)

    scan(lan, at, CARD.replace("Lò Thị Mây", "Lo2 Thi5 Ma6y"))

    assert "me_ho_ten" not in answers(at).data
    assert answers(at).data["me_so_dinh_danh"] == MOTHER
    assert "Tắt bộ gõ tiếng Việt" in page(lan.get(at))


def test_nothing_of_a_card_is_logged(lan: Client, caplog: pytest.LogCaptureFixture) -> None:
    at = mother(lan)

    with caplog.at_level(logging.DEBUG):
        answer = scan(lan, at, CARD)
        scan(lan, at, CARD + "|" * 30)

    ours = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert MOTHER not in " ".join(record.getMessage() for record in ours)
    assert MOTHER not in answer["Location"]


def test_the_card_of_somebody_who_is_not_on_the_page_is_not_asked_for(lan: Client) -> None:
    at = mother(lan)

    assert scan(lan, at, CARD, who="cha").status_code == 404


def test_a_newborn_has_no_card(lan: Client) -> None:
    at = f"{start(lan, BIRTH)}/form/tre"

    assert "data-cards" not in page(lan.get(at))
    assert scan(lan, at, CARD, who="tre").status_code == 404


def test_the_camera_is_allowed_where_a_card_may_be_scanned_and_nowhere_else(lan: Client) -> None:
    at = mother(lan)
    scanning, other = lan.get(at), lan.get(at.replace("/me", "/ban_sao"))

    assert "camera=(self)" in scanning["Permissions-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in scanning["Content-Security-Policy"]
    assert scanning["Content-Security-Policy"].replace(" 'wasm-unsafe-eval'", "") == headers.CONTENT_SECURITY_POLICY
    assert "camera=()" in other["Permissions-Policy"]
    assert other["Content-Security-Policy"] == headers.CONTENT_SECURITY_POLICY


def test_what_was_filed_is_not_changed_by_a_card(world: World, lan: Client) -> None:
    dossier = world.submitted(BIRTH)
    before = Answers.objects.get(dossier=dossier).data

    lan.post(f"/drafts/{dossier.uuid}/form/me/card", {"card_of": "me", "card_text-me": CARD})

    assert Answers.objects.get(dossier=Dossier.objects.get(pk=dossier.pk)).data == before


@pytest.mark.parametrize(
    ("line", "kept", "remark"),
    [
        (
            "Số 5, Phường Minh Tân, Tỉnh Sông Lam",
            {"province": "99", "commune": "99001", "detail": "Số 5"},
            "",
        ),
        (
            "Tổ 4, Phúc Xá, Ba Đình, Hà Nội",
            {
                "province": "01",
                "commune": "00097",
                "detail": "Tổ 4",
                "former": "Tổ 4, Phúc Xá, Ba Đình, Hà Nội",
            },
            "đã đổi sang xã, phường hiện nay",
        ),
        (
            "Tổ 2, Cống Vị, Ba Đình, Hà Nội",
            {"former": "Tổ 2, Cống Vị, Ba Đình, Hà Nội"},
            "Ông/bà chọn xã, phường hiện nay",
        ),
        (
            "Thôn Không Có, Xã Không Có, Huyện Không Có",
            {"former": "Thôn Không Có, Xã Không Có, Huyện Không Có"},
            "Ông/bà chọn xã, phường hiện nay",
        ),
    ],
    ids=["of today", "of before", "divided", "unknown"],
)
def test_the_residence_of_a_card(lan: Client, line: str, kept: dict[str, str], remark: str) -> None:
    """Cards of before 1 July 2025 name wards and districts that are no more."""
    at = mother(lan)

    scan(lan, at, CARD.replace("Số 5, Phường Minh Tân, Sông Lam", line))

    assert answers(at).data.get("me_noi_cu_tru") == kept
    assert remark in page(lan.get(at))
