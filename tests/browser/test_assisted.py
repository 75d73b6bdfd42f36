"""Nộp giúp, as it happens at a kitchen table: a volunteer's telephone, hers, and a paper with a QR code."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from pytest_django import Settings

from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Dossier
from motcua.foundation import legal_time
from motcua.foundation.messaging import stand_in as gateways
from motcua.foundation.messaging.gateways import http
from tests import samples
from tests.browser.conftest import Visit, Visitor
from tests.world import run_jobs

pytestmark = pytest.mark.browser

CODE = "1.013227"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    place = tmp_path / "giay.pdf"
    place.write_bytes(samples.pdf("giay"))
    return place


@pytest.fixture(autouse=True)
def telephones(settings: Settings) -> Iterator[None]:
    """The gateway of the demonstration, which shows on a page what a telephone would."""
    door = gateways.stand_in().start()
    for name, value in gateways.settings(door.url, smtp_port=9).items():
        if name.startswith(("ESMS", "STAND_IN")):
            setattr(settings, name, value)
    settings.SMS_GATEWAYS = ["esms"]
    yield
    http.forget_connections()
    door.stop()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_volunteer_files_for_her_and_she_follows_it_with_the_paper_alone(
    visit: Visit,
    paper: Path,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    helper = visit(scripts=scripts)
    helper.sign_in("cuong", then="/desk/")
    helper.go(f"/desk/counter/procedures/{CODE}")
    consented(helper, visit(scripts=scripts))
    dossier = typed(helper)
    attached(helper, dossier, paper)
    helper.go(f"/desk/counter/{dossier.uuid}/agreement")
    helper.press("Tôi đồng ý")
    helper.press("Nộp hồ sơ cho người dân")

    expect(helper.page.get_by_text("Biên nhận nộp giúp hồ sơ").first).to_be_visible()
    dossier.refresh_from_db()
    address = qr_of(helper)
    assert address.endswith(f"code={dossier.code}#secret={dossier.tracking_secret}")
    assert "Phạm" not in address
    assert helper.page.request.get(f"{helper.home}/desk/counter/{dossier.uuid}").status == 404

    neighbour = visit(scripts=scripts)
    neighbour.go(f"{urlsplit(address).path}?{urlsplit(address).query}")
    neighbour.page.fill("#secret", dossier.tracking_secret)
    neighbour.press("Xem tình trạng")
    expect(neighbour.page.get_by_text(str(dossier.code)).first).to_be_visible()

    owner = visit(scripts=scripts)
    owner.sign_in("ha", then=f"/dossiers/{dossier.code}")
    owner.page.get_by_text("Người giúp Bùi Mạnh Cường đã xem những gì").click()
    expect(owner.page.get_by_text("trang để ông/bà đọc lại").first).to_be_visible()


def consented(helper: Visitor, telephone: Visitor) -> None:
    """The code goes to a neighbour's telephone, and comes back by word of mouth."""
    helper.page.fill("#phone", "0912 000 111")
    helper.press("Gửi mã")
    run_jobs()
    telephone.go("/phone-stand-in")
    code = re.search(r"Ma (\d{6})", telephone.page.content())
    assert code is not None
    helper.page.fill("#code", code[1])
    helper.press("Xác nhận mã")


def typed(helper: Visitor) -> Dossier:
    helper.page.fill("#personal_id", "001160000044")
    helper.page.fill("#full_name", "Phạm Thị Hà")
    helper.press("Mở tờ khai")
    dossier = Dossier.objects.get(uuid=helper.page.url.rpartition("/")[2])
    # Filling in is walked in the other journeys.
    drafting.save_answers(dossier, changed=samples.ANSWERS[CODE], revision=None, at=legal_time.now())
    return dossier


def attached(helper: Visitor, dossier: Dossier, paper: Path) -> None:
    helper.go(f"/desk/counter/{dossier.uuid}")
    for item in samples.PAPERS[CODE]:
        helper.page.set_input_files(f"#{item}-file", paper)
        helper.page.locator(f"form:has([value={item}])").get_by_role("button", name=re.compile("Tải lên")).click()
        helper.page.wait_for_load_state()
        helper.look()


def qr_of(helper: Visitor) -> str:
    """Read as a telephone would: from the picture on the paper."""
    picture = helper.page.locator(".counter-qr").screenshot()
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return str(found.text)
