"""Keys that others hold: SoftHSM by PKCS#11, and a service by the protocol of the Cloud Signature Consortium.

Time stamps come from certomancer; pdfsig looks at everything.
"""

import asyncio
import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESStatus
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pytest_django import Settings

from motcua.foundation.signing import keys, long_term
from motcua.foundation.signing.certificates import CertificateRevoked
from motcua.foundation.signing.chains import chain_of
from motcua.foundation.signing.models import KeyKind, SigningKey
from motcua.foundation.signing.stores.down import SigningServiceDown
from motcua.foundation.signing.timestamps.client import stamp_of
from motcua.foundation.signing.verifying import Judgement, examine
from tests import peers, pki
from tests.signing import Office, filled, pdfsig, sealed, signed
from tests.world import World, account

PIN = "123456"
TUAN = "Phạm Anh Tuấn"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pki.Pki]:
    people = {"tuan": TUAN, "gone-tuan": TUAN, "gone-silent": TUAN, "phuong": "Ủy ban nhân dân phường Minh Tân"}
    with pki.served(pki.made(tmp_path_factory.mktemp("pki"), people=people)) as found:
        yield found


@pytest.fixture
def office(signing_office: Office, authority: pki.Pki) -> Office:
    (signing_office.trust / "root.pem").write_text(authority.certificate("root"))
    return signing_office


def noted(authority: pki.Pki, *, kind: KeyKind, reference: str, name: str = "tuan") -> SigningKey:
    return SigningKey.objects.create(
        account=account("tuan"),
        kind=kind,
        reference=reference,
        certificate=authority.certificate(name) + authority.certificate("interm"),
        noted_at=timezone.now(),
    )


@pytest.fixture(scope="session")
def token(authority: pki.Pki, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A token of SoftHSM with the key of the signatory; the path of the module."""
    folder = tmp_path_factory.mktemp("softhsm")
    module = peers.library("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\n", encoding="ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        tool = [peers.program("softhsm2-util"), "--pin", PIN]
        subprocess.run(
            [*tool, "--init-token", "--free", "--label", "motcua", "--so-pin", PIN], check=True, capture_output=True
        )
        subprocess.run(
            [
                *tool,
                "--import",
                str(authority.folder / "tuan.key.pem"),
                "--token",
                "motcua",
                "--label",
                "tuan",
                "--id",
                "01",
            ],
            check=True,
            capture_output=True,
        )
        peers.read_anew(module)
        yield module


@pytest.fixture(scope="session")
def service(authority: pki.Pki) -> Iterator[str]:
    with pki.csc(authority) as address:
        yield address


def test_signed_by_a_token(office: Office, authority: pki.Pki, token: str, settings: Settings, tmp_path: Path) -> None:
    settings.PKCS11_MODULE, settings.PKCS11_PIN, settings.TSA_URL = token, PIN, authority.tsa
    key = noted(authority, kind=KeyKind.PKCS11, reference="motcua/tuan")

    document = signed(key, at=timezone.now())

    report = examine(document, at=timezone.now())
    assert report.judgement is Judgement.HOLDS
    assert report.signatures[0].stamped_by == "Cấp dấu thời gian thử"
    assert "Signature is Valid" in pdfsig(document, tmp_path)


def test_signed_from_afar(office: Office, authority: pki.Pki, service: str, settings: Settings, tmp_path: Path) -> None:
    settings.CSC_URL, settings.TSA_URL = service, authority.tsa
    key = noted(authority, kind=KeyKind.CSC, reference=f"{pki.LABEL}/tuan")

    document = signed(key, at=timezone.now())

    assert examine(document, at=timezone.now()).judgement is Judgement.HOLDS
    assert "Signature is Valid" in pdfsig(document, tmp_path)


@pytest.mark.parametrize(
    ("kind", "reference"),
    [(KeyKind.PKCS11, "motcua/nobody"), (KeyKind.PKCS11, "other/tuan"), (KeyKind.CSC, f"{pki.LABEL}/nobody")],
    ids=["no key", "no token", "no credential"],
)
def test_a_key_that_is_not_there(  # noqa: PLR0917 - each is needed
    office: Office, authority: pki.Pki, token: str, service: str, settings: Settings, kind: KeyKind, reference: str
) -> None:
    settings.PKCS11_MODULE, settings.PKCS11_PIN, settings.CSC_URL = token, PIN, service

    with pytest.raises(SigningServiceDown):
        keys.raw_signature(noted(authority, kind=kind, reference=reference), b"x")


def test_a_key_that_is_not_that_of_the_certificate(
    office: Office, authority: pki.Pki, service: str, settings: Settings
) -> None:
    settings.CSC_URL = service

    with pytest.raises(SigningServiceDown):
        keys.raw_signature(noted(authority, kind=KeyKind.CSC, reference=f"{pki.LABEL}/phuong"), b"x")


def test_the_service_is_down(office: Office, authority: pki.Pki, settings: Settings) -> None:
    settings.CSC_URL = f"http://localhost:{pki.free_port()}/csc/v1/"

    with pytest.raises(SigningServiceDown):
        signed(noted(authority, kind=KeyKind.CSC, reference=f"{pki.LABEL}/tuan"), at=timezone.now())


def test_nobody_tells_the_time(settings: Settings) -> None:
    settings.TSA_URL = f"http://localhost:{pki.free_port()}/"

    with pytest.raises(SigningServiceDown):
        stamp_of(b"signature")


@pytest.mark.parametrize("asked", ["list", "answer"])
def test_a_revoked_certificate_signs_nothing(
    office: Office, authority: pki.Pki, service: str, settings: Settings, asked: str
) -> None:
    settings.CSC_URL, settings.SIGNING_FETCH_FROM = service, frozenset({"localhost"})
    key = noted(authority, kind=KeyKind.CSC, reference=f"{pki.LABEL}/gone-tuan", name="gone-tuan")
    if asked == "answer":
        key.certificate = authority.certificate("gone-silent") + authority.certificate("interm")

    with pytest.raises(CertificateRevoked):
        signed(key, at=timezone.now())


def test_other_hosts_are_not_asked(office: Office, authority: pki.Pki, service: str, settings: Settings) -> None:
    """The same certificate: whoever asks nobody cannot know."""
    settings.CSC_URL, settings.SIGNING_FETCH_FROM = service, frozenset({"elsewhere.example"})
    key = noted(authority, kind=KeyKind.CSC, reference=f"{pki.LABEL}/gone-tuan", name="gone-tuan")

    assert signed(key, at=timezone.now())


def test_proofs_for_the_archive(
    office: Office, authority: pki.Pki, service: str, settings: Settings, tmp_path: Path, world: World
) -> None:
    settings.CSC_URL, settings.TSA_URL = service, authority.tsa
    settings.SIGNING_FETCH_FROM = frozenset({"localhost"})
    tuan = noted(authority, kind=KeyKind.CSC, reference=f"{pki.LABEL}/tuan")
    seal = SigningKey.objects.create(
        agency=world.minh_tan,
        kind=KeyKind.CSC,
        reference=f"{pki.LABEL}/phuong",
        certificate=authority.certificate("phuong") + authority.certificate("interm"),
        noted_at=timezone.now(),
    )
    now = timezone.now()

    document = long_term.secure(sealed(seal, filled(signed(tuan, at=now)), at=now), at=timezone.now())

    report = examine(document, at=timezone.now())
    assert report.judgement is Judgement.HOLDS
    assert len(report.archived_at) == 1
    # The time stamp over all of it is none that this pdfsig knows.
    assert pdfsig(document, tmp_path).count("Signature is Valid") == 2
    for judged in judged_for_long(document, root=authority.certificate("root")):
        assert judged is AdESStatus.PASSED


def judged_for_long(document: bytes, *, root: str) -> Iterator[AdESStatus]:
    """By the rules of ETSI EN 319 102-1, with nothing but the document and the root."""
    believed = CertValidationPolicySpec(
        SimpleTrustManager.build([chain_of(root).own]), CertRevTrustPolicy(REQUIRE_REVINFO)
    )
    nothing_asked = RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY)
    rules = PdfSignatureValidationSpec(SignatureValidationSpec(believed, nothing_asked))
    for signature in PdfFileReader(io.BytesIO(document)).embedded_regular_signatures:
        yield asyncio.run(ades_lta_validation(signature, rules)).ades_subindic.status
