"""From paper to document at the counter: every page counted, one file, signed by the office, kept for its owner."""

import io
import subprocess
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pytest_django import Settings

from motcua.blueprints.catalogue.definition import RequiredPaper
from motcua.blueprints.catalogue.papers import paper_named
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import digitising, intake, originals
from motcua.dossiers.models import Channel, DigitalCopy, Dossier, Paper, Shown
from motcua.foundation.archive.models import ArchivedPaper
from motcua.foundation.files import storage
from motcua.foundation.signing import key_file
from motcua.foundation.signing.port import NoSigningKey
from tests.papers import a_picture
from tests.signing import issued
from tests.world import MONDAY, TUESDAY, World, account, run_jobs

PERMIT = "gpxd_ban_chinh"


@pytest.fixture
def key(tmp_path: Path, settings: Settings) -> Path:
    settings.SIGNING_PASSWORD = "only for tests"
    path = tmp_path / "key.p12"
    path.write_bytes(issued("Bộ phận một cửa").pkcs12("only for tests"))
    settings.SIGNING_KEY = str(path)
    return path


@pytest.fixture
def dossier(world: World) -> Dossier:
    found = world.draft("1.013227", by=world.minh, at=MONDAY, channel=Channel.COUNTER)
    Paper.objects.filter(dossier=found).update(removed_at=MONDAY)
    return found


def paper_of(dossier: Dossier, item: str = PERMIT) -> RequiredPaper:
    found = paper_named(definition_of(dossier.procedure_version_id), key=item)
    assert found is not None
    return found


def scanned(dossier: Dossier, world: World, *, pictures: int = 3, pages: int = 3) -> DigitalCopy:
    return digitising.digitise(
        dossier,
        paper=paper_of(dossier),
        pictures=[io.BytesIO(a_picture(size=(300, 420))) for _ in range(pictures)],
        pages=pages,
        by=account("minh"),
        actor=world.minh,
        at=MONDAY,
    )


def content(copy: DigitalCopy) -> bytes:
    with storage.open_file(copy.paper.file) as file:
        return file.read()


def judged(document: bytes) -> PdfSignatureStatus:
    """By a program that others wrote, which trusts the office's own certificate."""
    signature = PdfFileReader(io.BytesIO(document)).embedded_signatures[0]
    return validate_pdf_signature(signature, ValidationContext(trust_roots=[signature.signer_cert]))


def test_pages_become_one_document(dossier: Dossier, world: World) -> None:
    copy = scanned(dossier, world)

    assert len(PdfFileReader(io.BytesIO(content(copy))).root["/Pages"]["/Kids"]) == 3
    assert (copy.pages, copy.paper.item, copy.paper.file.media_type) == (3, PERMIT, "application/pdf")


@pytest.mark.parametrize("pictures", [2, 4])
def test_as_many_pictures_as_pages(dossier: Dossier, world: World, pictures: int) -> None:
    with pytest.raises(digitising.PagesDiffer):
        scanned(dossier, world, pictures=pictures, pages=3)

    assert not Paper.objects.filter(dossier=dossier, removed_at=None).exists()


def test_without_a_key_the_copy_is_kept_and_nothing_pretends(dossier: Dossier, world: World) -> None:
    copy = scanned(dossier, world)

    assert copy.signed_by == ""
    assert not PdfFileReader(io.BytesIO(content(copy))).embedded_signatures
    with pytest.raises(NoSigningKey):
        key_file.signer()


@pytest.mark.usefixtures("key")
def test_a_signed_copy_is_whole(dossier: Dossier, world: World) -> None:
    copy = scanned(dossier, world)

    assert copy.signed_by == "Bộ phận một cửa"
    found = judged(content(copy))
    assert (found.intact, found.valid, found.trusted) == (True, True, True)


@pytest.mark.usefixtures("key")
def test_a_signed_copy_that_was_changed_is_found_out(dossier: Dossier, world: World) -> None:
    changed = bytearray(content(scanned(dossier, world)))
    changed[changed.index(b"/MediaBox") + 12] ^= 1

    assert not judged(bytes(changed)).intact


@pytest.mark.usefixtures("key")
def test_another_program_reads_the_signature(dossier: Dossier, world: World, tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(content(scanned(dossier, world)))
    try:
        told = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        pytest.skip("pdfsig is not installed")

    assert "Signature is Valid" in told
    assert "ETSI.CAdES.detached" in told


def test_what_is_only_shown_is_not_scanned(dossier: Dossier, world: World) -> None:
    originals.note(dossier, item=PERMIT, shown=Shown.SEEN, actor=world.minh, at=MONDAY)

    with pytest.raises(digitising.NotToBeScanned):
        scanned(dossier, world)


def test_an_online_dossier_is_not_scanned(world: World) -> None:
    with pytest.raises(digitising.NotToBeScanned):
        scanned(world.draft("1.013227"), world)


@pytest.mark.usefixtures("key")
def test_accepted_it_is_in_its_owners_archive(dossier: Dossier, world: World) -> None:
    copy = scanned(dossier, world)
    for other in Paper.objects.filter(dossier=dossier).exclude(item=PERMIT):
        other.removed_at = None
        other.save()
    intake.receive_at_counter(dossier, actor=world.minh, at=TUESDAY, key="k")
    run_jobs()

    kept = ArchivedPaper.objects.get(file=copy.paper.file)
    assert (kept.person_id, kept.kind) == (world.lan.person_id, paper_of(dossier).archive_kind)
