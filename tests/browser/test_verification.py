"""Somebody was handed a paper and asks whether it is real: with the code, with the file, on a telephone."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from motcua.dossiers.models import Result
from motcua.foundation.files import storage
from motcua.foundation.signing import keys
from tests.browser.conftest import Visit
from tests.signing import Office, filled, sealed, signed
from tests.world import TUESDAY, World, account

pytestmark = pytest.mark.browser


@pytest.fixture
def result(committed_world: World, signing_office: Office, settings: Settings) -> Result:
    """Issued, and its document signed and sealed."""
    settings.DEMO = True
    call_command("demo_signing_keys", stdout=io.StringIO())
    world = committed_world
    tuan, ward = keys.keys_of(account("tuan"), at=TUESDAY.replace(year=2027))[0], world.minh_tan
    seal = keys.seal_of(ward, at=TUESDAY.replace(year=2027))
    whole = sealed(seal, filled(signed(tuan, at=TUESDAY)), at=TUESDAY)
    found = world.finished().results.get()
    found.file = storage.store(io.BytesIO(whole), name="ket-qua.pdf", by=account("van"), at=TUESDAY)
    found.issued_sha256 = found.file.sha256
    found.number = "12/GP-UBND"
    found.save()
    return found


def on_disk(result: Result, folder: Path, *, change: bytes = b"") -> str:
    with storage.open_file(result.file) as file:
        path = folder / "giay-to.pdf"
        path.write_bytes(file.read() + change)
    return str(path)


def test_a_paper_is_checked(result: Result, visit: Visit, tmp_path: Path) -> None:
    somebody = visit()
    somebody.go("/verify")
    somebody.page.fill("#code", str(result.verification_code).lower())

    somebody.press("Kiểm tra giấy tờ")

    assert somebody.page.get_by_text("còn giá trị").first.is_visible()
    somebody.page.set_input_files("#file", on_disk(result, tmp_path))
    somebody.press("So tệp")
    assert somebody.page.get_by_text("Tệp này đúng là bản đã cấp").is_visible()


def test_a_changed_paper_is_found_out(result: Result, visit: Visit, tmp_path: Path) -> None:
    somebody = visit(scripts=False)
    somebody.go(f"/verify/{result.verification_code}")
    somebody.page.set_input_files("#file", on_disk(result, tmp_path, change=b"\n% x"))

    somebody.press("So tệp")

    assert somebody.page.get_by_text("Tệp này không phải bản đã cấp").is_visible()
