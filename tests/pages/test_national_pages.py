"""Pages about the national catalogue: for people who read, and for the officer who settles."""

from pathlib import Path

import pytest
from django.test import Client

from motcua.blueprints.catalogue.models import NationalEntry
from motcua.sites.portal import filing_places
from motcua.sites.studio import national_words
from tests import national
from tests.doors import door
from tests.rules.test_national_doctor import FAULTS
from tests.world import World

OURS, THEIRS = "1.001193", "9.000001"


def test_an_imported_procedure_can_be_read_and_says_that_it_cannot_be_filed_here(world: World, tmp_path: Path) -> None:
    national.taken_in(tmp_path, national.procedure(THEIRS))

    page = Client().get(f"/procedures/{THEIRS}")

    assert page.status_code == 200
    for words in (
        "Cấp giấy chứng nhận nuôi chim bồ câu cảnh",
        "chưa nộp được ở đây",
        "Nộp ở đâu",
        "Ảnh chuồng nuôi",
        "1 bản sao",
        "3 ngày làm việc",
        "50.000 đồng",
        "Luật Đất đai",
        "Số 1 đường Bồ Câu",
    ):
        assert words in page.text
    assert "/drafts" not in page.text


def test_a_procedure_of_ours_keeps_its_own_page(world: World, tmp_path: Path) -> None:
    national.taken_in(tmp_path, national.procedure(OURS))

    page = Client().get(f"/procedures/{OURS}")

    assert "chim bồ câu" not in page.text
    assert "chưa nộp được ở đây" not in page.text


def test_what_comes_from_outside_stays_text(world: World, tmp_path: Path) -> None:
    hostile = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    national.taken_in(
        tmp_path,
        national.procedure(
            THEIRS,
            TENTTHC=hostile,
            MOTA=hostile,
            MOTACOQUANTHUCHIEN=hostile,
            THANHPHANHOSO=[national.papers(national.paper(hostile), case=hostile)],
            X_NGUON={"URL": "javascript:alert(1)"},
        ),
    )

    for page in (Client().get(f"/procedures/{THEIRS}"), door("phuc").get(f"/studio/national/entries/{THEIRS}")):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "javascript:" not in page.text


@pytest.mark.parametrize(
    ("address", "is_offered"),
    [
        ("https://dichvucong.gov.vn/thu-tuc/1", True),
        ("https://thutuc.dichvucong.gov.vn/1", True),
        ("http://dichvucong.gov.vn/1", False),
        ("https://dichvucong.gov.vn.example.com/1", False),
        ("https://evil-dichvucong.gov.vn/1", False),
        ("", False),
    ],
    ids=["portal", "below_it", "without_tls", "behind_it", "beside_it", "none"],
)
def test_only_the_national_portal_is_linked_to(address: str, *, is_offered: bool) -> None:
    assert filing_places.national_address(address) == (address if is_offered else filing_places.NATIONAL_PORTAL)


def test_every_mess_can_be_read(world: World, tmp_path: Path) -> None:
    messy = [{**fault, "MATTHC": f"9.{number:06}"} for number, fault in enumerate(FAULTS.values())]
    national.taken_in(tmp_path, *messy, {"MATTHC": "9.999999", "TENTTHC": "Chỉ có tên"})

    for code in NationalEntry.objects.values_list("code", flat=True):
        assert Client().get(f"/procedures/{code}").status_code == 200, code


@pytest.mark.parametrize(("state", "is_told"), [(None, False), ("1", False), ("0", True)], ids=["unsaid", "yes", "no"])
def test_what_is_no_longer_in_force_says_so(world: World, tmp_path: Path, *, state: str | None, is_told: bool) -> None:
    national.taken_in(tmp_path, national.procedure(THEIRS, TRANGTHAI=state))

    assert ("không còn hiệu lực" in Client().get(f"/procedures/{THEIRS}").text) is is_told


def test_a_code_that_nobody_knows_is_not_there(world: World) -> None:
    assert Client().get("/procedures/9.000001").status_code == 404


def test_proposals_list_the_parts_that_differ(world: World, tmp_path: Path) -> None:
    national.taken_in(tmp_path, national.procedure(OURS), national.procedure(THEIRS))

    page = door("phuc").get("/studio/national/proposals").text

    assert "1 chưa giải quyết" in page
    assert f"/studio/national/entries/{OURS}" in page
    assert THEIRS not in page
    assert "Thời hạn" in page


def test_the_catalogue_officer_settles_an_entry_with_a_note(world: World, tmp_path: Path) -> None:
    national.taken_in(tmp_path, national.procedure(OURS))
    path, entry = f"/studio/national/entries/{OURS}", NationalEntry.objects.get()
    client = door("phuc")

    empty = client.post(path, {"seen": entry.content_hash, "note": ""})
    stale = client.post(path, {"seen": "0" * 64, "note": "Giữ của ta"})
    done = client.post(path, {"seen": entry.content_hash, "note": "Giữ của ta, theo QĐ 1"}, follow=True)

    assert (empty.status_code, stale.status_code) == (422, 422)
    assert "Chưa ghi cách giải quyết" in empty.text
    assert "Giữ của ta" in stale.text
    assert "Đã giải quyết" in done.text
    assert "Giữ của ta, theo QĐ 1" in done.text


def test_the_technical_administrator_looks_and_does_not_settle(world: World, tmp_path: Path) -> None:
    national.taken_in(tmp_path, national.procedure(OURS))
    path, entry = f"/studio/national/entries/{OURS}", NationalEntry.objects.get()

    assert 'name="note"' not in door("kien").get(path).text
    assert door("kien").post(path, {"seen": entry.content_hash, "note": "Giữ"}).status_code == 404
    assert NationalEntry.objects.get().settled_at is None


def test_findings_are_counted_by_kind_and_listed_page_by_page(world: World, tmp_path: Path) -> None:
    national.taken_in(tmp_path, *(national.procedure(f"9.{number:06}", CANCUPHAPLY=[]) for number in range(120)))
    client, path = door("phuc"), "/studio/national/findings"

    counts = client.get(path).text
    first = client.get(path, {"kind": "no_legal_basis"})
    second = client.get(path, {"kind": "no_legal_basis", "after": "9.000049"})

    assert "Không có căn cứ pháp lý" in counts
    assert "9.000049" in first.text
    assert "9.000050" not in first.text.split("mc-pager")[0]
    assert "9.000050" in second.text
    assert client.get(path, {"kind": "no_such_kind"}).status_code == 404


def test_every_finding_and_part_has_its_words() -> None:
    from motcua.blueprints.catalogue.national.doctor import rounds

    assert set(national_words.FINDINGS) == set(rounds.SENTENCES)


def test_findings_follow_what_an_entry_says_and_not_when_it_came(world: World, tmp_path: Path) -> None:
    client, path = door("phuc"), "/studio/national/findings"
    national.taken_in(tmp_path, national.procedure("9.000001"))
    assert "Không có căn cứ pháp lý" not in client.get(path).text

    national.taken_in(tmp_path, national.procedure("9.000001", CANCUPHAPLY=[]))

    assert "Không có căn cứ pháp lý" in client.get(path).text
