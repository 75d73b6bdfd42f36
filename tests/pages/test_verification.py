"""Anybody can ask whether a paper is real; nobody learns whose it is, and nothing that is handed in stays."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.dossiers.commands import replacing
from motcua.dossiers.models import Result
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.sites.ui import tries
from tests import papers
from tests.signing import Office, signed
from tests.world import TUESDAY, World, account

PAGE = "/verify"


@pytest.fixture
def result(world: World) -> Result:
    return world.finished().results.get()


def content_of(result: Result) -> bytes:
    with storage.open_file(result.file) as file:
        return file.read()


def by_code(code: str) -> Any:
    return Client().get(reverse("portal:verification-of", args=[code]))


def by_file(content: bytes, *, code: str = "") -> Any:
    return Client().post(PAGE, {"code": code, "file": SimpleUploadedFile("giay.pdf", content)})


def test_a_code_tells_what_was_issued(result: Result) -> None:
    page = by_code(str(result.verification_code)).content.decode()

    assert "còn giá trị" in page
    assert result.dossier.deciding_agency.name in page
    assert result.dossier.procedure_version.procedure.short_name in page


def test_the_holder_is_not_named(result: Result) -> None:
    page = by_code(str(result.verification_code)).content.decode()

    holder = account("lan").person
    for fact in (holder.full_name, holder.personal_id, holder.phone, str(result.dossier.code)):
        assert fact
        assert fact not in page


@pytest.mark.parametrize("typed", ["lower", "spaced"])
def test_however_the_code_is_typed(result: Result, typed: str) -> None:
    code = str(result.verification_code)
    given = code.lower() if typed == "lower" else " ".join(code[at : at + 4] for at in range(0, len(code), 4))

    answer = Client().post(PAGE, {"code": given}, follow=True)

    assert answer.status_code == 200
    assert "Có giấy tờ đã cấp với mã này" in answer.content.decode()


def test_never_issued_and_not_yet_issued_are_the_same(world: World) -> None:
    unknown, waiting = by_code("A" * 24), by_code(str(world.decided().results.get().verification_code))

    assert (unknown.status_code, waiting.status_code) == (404, 404)
    assert "Không có giấy tờ nào đã cấp với mã này" in waiting.content.decode()


def test_the_very_file(result: Result) -> None:
    assert "Tệp này đúng là bản đã cấp" in by_file(content_of(result)).content.decode()


def test_another_file_under_the_same_code(result: Result) -> None:
    page = by_file(papers.a_pdf(), code=str(result.verification_code)).content.decode()

    assert "Tệp này không phải bản đã cấp" in page
    assert "đúng là bản" not in page


def test_a_file_of_elsewhere(office_key: bytes) -> None:
    page = by_file(office_key).content.decode()

    assert "Không thấy tệp này trong các giấy tờ đã cấp ở đây" in page
    assert "Còn nguyên, đúng người ký" in page


@pytest.fixture
def office_key(signing_office: Office, world: World) -> bytes:
    """Signed by somebody whom we believe, and issued by nobody here."""
    return signed(signing_office.key(account("tuan")))


def test_nothing_of_it_stays(result: Result) -> None:
    before = StoredFile.objects.count()

    by_file(papers.a_pdf(), code=str(result.verification_code))

    assert StoredFile.objects.count() == before


def test_recalled_it_is_no_longer_good(result: Result, world: World) -> None:
    replacing.recall(result, actor=world.tuan, at=TUESDAY, reason="Sai ngày sinh")

    page = by_file(content_of(result), code=str(result.verification_code)).content.decode()

    assert "đã bị thu hồi ngày 17/11/2026" in page
    assert "còn giá trị." not in page.replace("không còn giá trị.", "")


@pytest.mark.parametrize("asked", ["code", "file"])
def test_not_without_end(result: Result, asked: str) -> None:
    answers = [
        by_code(f"{number:024}") if asked == "code" else by_file(b"file %d" % number)
        for number in range(tries.MOST_TRIES + 1)
    ]

    assert [each.status_code for each in answers][-2:] == [404 if asked == "code" else 200, 429]
    assert "quá nhiều lần" in answers[-1].content.decode()


def test_the_right_code_is_never_too_often(result: Result) -> None:
    answers = {by_code(str(result.verification_code)).status_code for _ in range(tries.MOST_TRIES + 2)}

    assert answers == {200}


def test_nothing_given(db: None) -> None:
    answer = Client().post(PAGE, {"code": " "})

    assert answer.status_code == 422
    assert "Nhập mã kiểm tra, hoặc chọn tệp giấy tờ." in answer.content.decode()
