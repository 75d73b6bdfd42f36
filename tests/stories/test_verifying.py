"""What others find out about a signed document is what we say; and what was done to it afterwards is found out."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from motcua.foundation.signing import documents
from motcua.foundation.signing.placing import NUMBER
from motcua.foundation.signing.verifying import Judgement, Later, examine
from tests.signing import YEAR, Office, a_result, authority, filled, issued, pdfsig, sealed, signed
from tests.world import MONDAY, TUESDAY, World, account

LATER = TUESDAY


@pytest.fixture
def office(signing_office: Office) -> Office:
    return signing_office


@pytest.fixture
def issued_result(office: Office, world: World) -> bytes:
    return sealed(office.key(world.minh_tan), filled(signed(office.key(account("tuan")))))


def tampered(document: bytes) -> bytes:
    changed = bytearray(document)
    changed[changed.index(b"/MediaBox") + 12] ^= 1
    return bytes(changed)


def with_a_page(document: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(document))
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Page"),
            generic.pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            generic.pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
        }
    )
    pages["/Kids"].append(writer.add_object(page))
    pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))
    writer.update_container(pages["/Kids"])
    writer.update_container(pages)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_result_as_issued(issued_result: bytes, tmp_path: Path) -> None:
    report = examine(issued_result, at=LATER)

    assert report.judgement is Judgement.HOLDS
    signature, seal = report.signatures
    assert (signature.signer, signature.later, signature.covers_all) == (
        account("tuan").person.full_name,
        Later.ALLOWED,
        False,
    )
    assert (seal.later, seal.covers_all) == (Later.NOTHING, True)
    assert pdfsig(issued_result, tmp_path).count("Signature is Valid") == 2


def test_signed_and_numbered_it_holds(office: Office) -> None:
    document = filled(signed(office.key(account("tuan"))))

    assert examine(document, at=LATER).judgement is Judgement.HOLDS


def test_one_byte_changed(issued_result: bytes, tmp_path: Path) -> None:
    document = tampered(issued_result)

    assert examine(document, at=LATER).judgement is Judgement.BROKEN
    assert "Signature is Valid" not in pdfsig(document, tmp_path)


def test_a_page_added(issued_result: bytes, tmp_path: Path) -> None:
    document = with_a_page(issued_result)

    assert examine(document, at=LATER).judgement is Judgement.BROKEN
    assert pdfsig(document, tmp_path).count("Not total document signed") == 2


def test_the_number_changed_after_the_seal(issued_result: bytes, tmp_path: Path) -> None:
    document = documents.fill(issued_result, {NUMBER: "Số: 99/GP-UBND"})

    assert examine(document, at=LATER).judgement is Judgement.BROKEN
    assert pdfsig(document, tmp_path).count("Not total document signed") == 2


def test_cut_off(issued_result: bytes, tmp_path: Path) -> None:
    document = issued_result[: len(issued_result) // 2]

    assert examine(document, at=LATER).judgement in {Judgement.UNREADABLE, Judgement.BROKEN, Judgement.UNSIGNED}
    assert pdfsig(document, tmp_path).count("Signature is Valid") < 2


def test_unsigned() -> None:
    assert examine(a_result(), at=LATER).judgement is Judgement.UNSIGNED


def test_no_pdf() -> None:
    assert examine(b"abc", at=LATER).judgement is Judgement.UNREADABLE


def test_expired_meanwhile(office: Office, tmp_path: Path) -> None:
    """Nobody vouches for the time of signing here, so after the last day nothing is proven."""
    short = issued(account("tuan").person.full_name, lasts=YEAR + timedelta(days=1))
    document = signed(office.key(account("tuan"), short))

    assert examine(document, at=MONDAY).judgement is Judgement.HOLDS
    later = examine(document, at=LATER + timedelta(days=2))
    assert (later.judgement, later.signatures[0].expired) == (Judgement.NOT_TRUSTED, True)
    assert "Signature is Valid" in pdfsig(document, tmp_path)


def test_revoked(office: Office, issued_result: bytes) -> None:
    gone = issued(account("tuan").person.full_name).certificate
    (office.trust / "root.crl").write_bytes(authority().revoked([gone], at=MONDAY))

    report = examine(issued_result, at=LATER)

    assert report.judgement is Judgement.NOT_TRUSTED
    assert [each.revoked for each in report.signatures] == [True, False]


def test_signed_by_somebody_we_do_not_know(office: Office, issued_result: bytes) -> None:
    (office.trust / "root.pem").unlink()

    assert examine(issued_result, at=LATER).judgement is Judgement.NOT_TRUSTED


@pytest.mark.parametrize("change", [tampered, with_a_page], ids=["byte", "page"])
def test_written_anew_the_signatures_are_gone_or_broken(issued_result: bytes, change: Callable[[bytes], bytes]) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(change(issued_result))) as document:
        document.save(out)

    assert examine(out.getvalue(), at=LATER).judgement is not Judgement.HOLDS
