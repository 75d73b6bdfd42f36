"""What is not signed, and says why: nothing is half done."""

from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pytest
from django.db import transaction
from pytest_django import Settings

from motcua.foundation.refusals import Refusal
from motcua.foundation.signing import documents, keys
from motcua.foundation.signing.certificates import (
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotTrusted,
    CertificateNotYetValid,
    CertificateOfAnother,
    CertificateRevoked,
)
from motcua.foundation.signing.filling import FieldMissing
from motcua.foundation.signing.placing import NUMBER, AlreadySigned, FieldTaken
from motcua.foundation.signing.plain import DocumentHasScripts, DocumentUnreadable
from motcua.foundation.signing.port import NoSigningKey
from motcua.foundation.signing.stores.down import SigningServiceDown
from motcua.foundation.signing.trial.authority import Authority, Issued
from tests import papers
from tests.signing import YEAR, Office, a_result, authority, issued, signed
from tests.world import MONDAY, account

TUAN = "Phạm Anh Tuấn"
DAY = timedelta(days=1)

CERTIFICATES: dict[str, tuple[Callable[[], Issued], type[Refusal]]] = {
    "expired": (lambda: issued(TUAN, lasts=YEAR - DAY), CertificateExpired),
    "not yet": (lambda: issued(TUAN, begins=MONDAY + DAY), CertificateNotYetValid),
    "of another": (lambda: issued("Nguyễn Văn Quý"), CertificateOfAnother),
    "for encryption": (
        lambda: authority().issue(TUAN, at=MONDAY - YEAR, uses=["key_encipherment"]),
        CertificateNotForSigning,
    ),
    "of an unknown authority": (
        lambda: Authority.founded("Ai đó", at=MONDAY - YEAR).issue(TUAN, at=MONDAY - YEAR),
        CertificateNotTrusted,
    ),
}


@pytest.mark.parametrize("what", CERTIFICATES)
def test_certificates_that_sign_nothing(signing_office: Office, what: str) -> None:
    made, refusal = CERTIFICATES[what]

    with pytest.raises(refusal):
        signed(signing_office.key(account("tuan"), made()))


def test_a_revoked_one(signing_office: Office) -> None:
    key = signing_office.key(account("tuan"))
    gone = issued(TUAN).certificate
    (signing_office.trust / "root.crl").write_bytes(authority().revoked([gone], at=MONDAY - DAY))

    with pytest.raises(CertificateRevoked):
        signed(key)


@pytest.mark.parametrize(
    "pdf",
    [
        papers.a_pdf_that_opens_with("/JavaScript"),
        papers.a_pdf_that_opens_with("/Launch"),
        papers.a_pdf_that_hides("/JavaScript"),
        papers.a_pdf(lambda document: document.attachments.__setitem__("a.txt", b"x")),
        papers.a_pdf(lambda document: setattr(document.Root, "AcroForm", pikepdf.Dictionary(XFA=pikepdf.String("x")))),
    ],
    ids=["script", "program", "script in a field", "file inside", "scripted form"],
)
def test_documents_that_do_more_than_show(signing_office: Office, pdf: bytes) -> None:
    with pytest.raises(DocumentHasScripts):
        signed(signing_office.key(account("tuan")), pdf)
    with pytest.raises(DocumentHasScripts):
        documents.with_fields(pdf)


@pytest.mark.parametrize(
    "pdf",
    [papers.a_pdf(encryption=pikepdf.Encryption(owner="a", user="")), a_result()[:700], b"%PDF-1.7 %%EOF"],
    ids=["locked", "cut off", "empty"],
)
def test_documents_that_nobody_can_read(signing_office: Office, pdf: bytes) -> None:
    with pytest.raises(DocumentUnreadable):
        signed(signing_office.key(account("tuan")), pdf)


def test_the_same_place_twice(signing_office: Office) -> None:
    key = signing_office.key(account("tuan"))
    once = signed(key)

    with pytest.raises(FieldTaken):
        signed(key, once)
    with pytest.raises(AlreadySigned):
        documents.with_fields(once)


def test_no_place_for_the_number(signing_office: Office) -> None:
    with pytest.raises(FieldMissing):
        documents.fill(signed(signing_office.key(account("tuan")), a_result(fields=False)), {NUMBER: "1"})


def test_a_withdrawn_key_is_none(signing_office: Office) -> None:
    key = signing_office.key(account("tuan"))
    key.withdrawn_at = MONDAY + DAY
    key.save()

    assert keys.key_of(account("tuan"), at=MONDAY) == key
    with pytest.raises(NoSigningKey):
        keys.key_of(account("tuan"), at=MONDAY + DAY)


@pytest.mark.parametrize("how", ["gone", "other password"])
def test_a_file_that_does_not_open(signing_office: Office, settings: Settings, how: str) -> None:
    key = signing_office.key(account("tuan"))
    if how == "gone":
        (signing_office.keys / key.reference).unlink()
    else:
        settings.SIGNING_PASSWORD = "another"

    with transaction.atomic(), pytest.raises(SigningServiceDown):
        signed(key)
