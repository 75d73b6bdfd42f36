"""A result on its whole way: drafted, signed by a key that others hold, sealed, stamped with the time, taken home."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import Settings

from motcua.dossiers.models import Dossier, SigningRequest
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.accounts.models import Account
from motcua.foundation.organisations.models import Agency
from motcua.foundation.signing.models import KeyKind, SigningKey
from motcua.foundation.signing.stores import token
from motcua.foundation.signing.verifying import Judgement, examine
from tests import peers, pki
from tests.browser.conftest import Visit, Visitor
from tests.signing import Office, pdfsig
from tests.world import World, run_jobs

pytestmark = pytest.mark.browser

PIN = "123456"
NAMES = {"tuan": "Phạm Anh Tuấn", "phuong": "Ủy ban nhân dân phường Minh Tân"}
DESK = {"width": 1280, "height": 900}
Hold = Callable[[str], str]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pki.Pki]:
    with pki.served(pki.made(tmp_path_factory.mktemp("pki"), people=NAMES)) as found:
        yield found


@pytest.fixture
def soft_hsm(authority: pki.Pki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Hold]:
    """Both keys in a token of SoftHSM."""
    settings.PKCS11_MODULE = peers.library(
        "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"
    )
    settings.PKCS11_PIN = PIN
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\n", encoding="ascii")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    tool = [peers.program("softhsm2-util"), "--pin", PIN]
    run = [*tool, "--init-token", "--free", "--label", "browser", "--so-pin", PIN]
    subprocess.run(run, check=True, capture_output=True)
    for number, name in enumerate(NAMES, start=1):
        key = [*tool, "--import", str(authority.folder / f"{name}.key.pem"), "--token", "browser"]
        subprocess.run([*key, "--label", name, "--id", f"0{number}"], check=True, capture_output=True)
    peers.read_anew(settings.PKCS11_MODULE)
    token._session.cache_clear()
    yield lambda name: f"browser/{name}"
    token._session.cache_clear()


@pytest.fixture
def afar(authority: pki.Pki, settings: Settings) -> Iterator[Hold]:
    """Both keys at a service of the Cloud Signature Consortium's protocol."""
    with pki.csc(authority) as address:
        settings.CSC_URL = address
        yield lambda name: f"{pki.LABEL}/{name}"


@pytest.mark.parametrize(
    ("kind", "holder"), [(KeyKind.PKCS11, "soft_hsm"), (KeyKind.CSC, "afar")], ids=["token", "afar"]
)
def test_signed_sealed_stamped_and_taken_home(  # noqa: PLR0917 - each is needed
    visit: Visit,
    committed_world: World,
    signing_office: Office,
    authority: pki.Pki,
    settings: Settings,
    request: pytest.FixtureRequest,
    kind: KeyKind,
    holder: str,
    tmp_path: Path,
) -> None:
    settings.TSA_URL = authority.tsa
    (signing_office.trust / "root.pem").write_text(authority.certificate("root"))
    hold: Hold = request.getfixturevalue(holder)
    note(authority, kind, hold, "tuan", account=Account.objects.get(pk=committed_world.tuan.account_id or 0))
    note(authority, kind, hold, "phuong", agency=committed_world.minh_tan)
    dossier = committed_world.worked()

    draft(visit(viewport=DESK), dossier)
    sign(visit(viewport=DESK), dossier)
    seal(visit(viewport=DESK), dossier)
    run_jobs()

    dossier.refresh_from_db()
    assert dossier.state == State.RESULT_READY
    assert list(SigningRequest.objects.values_list("state", "tries")) == [("done", 1), ("done", 1)]
    document = take_home(visit(), dossier)
    report = examine(document, at=timezone.now())
    assert report.judgement is Judgement.HOLDS
    assert [each.stamped_by for each in report.signatures] == ["Cấp dấu thời gian thử"] * 2
    assert pdfsig(document, tmp_path).count("Signature is Valid") == 2


def note(authority: pki.Pki, kind: KeyKind, hold: Hold, name: str, **whose: Account | Agency) -> None:
    SigningKey.objects.create(
        kind=kind,
        reference=hold(name),
        certificate=authority.certificate(name) + authority.certificate("interm"),
        noted_at=timezone.now(),
        **whose,
    )


def draft(officer: Visitor, dossier: Dossier) -> None:
    officer.sign_in("hoa", then=f"/desk/dossiers/{dossier.code}/result")
    officer.follow("Soạn từ mẫu")
    officer.page.get_by_label("Phạm Anh Tuấn").check()
    officer.press("^Soạn văn bản")
    officer.page.locator("a[href*='/results/']").first.click()
    officer.page.wait_for_load_state()
    officer.look()
    expect(officer.page.locator("main")).to_contain_text("Bản thảo, chưa ký")
    shown = officer.page.request.get(officer.page.url + "/document")
    assert shown.body().startswith(b"%PDF")


def sign(officer: Visitor, dossier: Dossier) -> None:
    officer.sign_in("tuan", then="/post")
    officer.press("Làm việc ở vị trí này")
    officer.go(f"/desk/dossiers/{dossier.code}/decision")
    expect(officer.page.locator("main")).to_contain_text("Ký bằng chữ ký số của Phạm Anh Tuấn")
    officer.page.locator("[name=outcome][value=granted]").check()
    officer.press("^Ký kết quả")


def seal(officer: Visitor, dossier: Dossier) -> None:
    officer.sign_in("van", then=f"/desk/dossiers/{dossier.code}/publication")
    expect(officer.page.locator("[name=number]")).to_have_value("01/GPXD-UBND")
    officer.press("^Phát hành kết quả")


def take_home(citizen: Visitor, dossier: Dossier) -> bytes:
    citizen.sign_in("lan", then=f"/dossiers/{dossier.code}")
    with citizen.page.expect_download() as download:
        citizen.page.locator(f"a[href*='/files/{dossier.results.get().file_id}']").first.click()
    return Path(download.value.path()).read_bytes()
