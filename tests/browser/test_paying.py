"""A person files and pays, by VietQR and by VNPAY; the desk sees it move. Bank and VNPAY are programs of their own."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.payments.gateways import connection
from motcua.effects.payments.gateways.bank_notice import stand_in as bank
from motcua.effects.payments.gateways.bank_notice.stand_in import BankStandIn
from motcua.effects.payments.gateways.pipe_checksum import stand_in as platform
from motcua.effects.payments.gateways.pipe_checksum.stand_in import PlatformStandIn
from motcua.effects.payments.gateways.vietqr import payload
from motcua.effects.payments.gateways.vnpay import stand_in as vnpay
from motcua.effects.payments.gateways.vnpay.stand_in import VnpayStandIn
from tests import samples
from tests.browser.conftest import PHONE, Visit, Visitor
from tests.browser.test_journeys import accept, attach, file, fill_in, find, start
from tests.paying import FEE, duty_of, order_of, unpaid, with_bank, with_platform, with_vnpay
from tests.world import World, run_jobs

pytestmark = pytest.mark.browser
CODE = "1.001612"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    place = tmp_path / "Ảnh giấy tờ.jpg"
    place.write_bytes(samples.jpeg())
    return place


@pytest.fixture
def the_bank(live_server: LiveServer, settings: Settings) -> Iterator[BankStandIn]:
    server = bank.stand_in(notice_url=f"{live_server.url}/payments/bank/notice")
    server.start()
    with_bank(settings)
    settings.BANK_APP_URL = server.url
    yield server
    server.stop()


@pytest.fixture
def the_vnpay(live_server: LiveServer, settings: Settings) -> Iterator[VnpayStandIn]:
    server = vnpay.stand_in(notice_url=f"{live_server.url}/payments/vnpay/notice")
    server.start()
    with_vnpay(settings, url=server.pay_url, api=server.api_url)
    yield server
    server.stop()


@pytest.fixture
def the_platform(live_server: LiveServer, settings: Settings) -> Iterator[PlatformStandIn]:
    server = platform.stand_in(site=live_server.url)
    server.start()
    with_platform(settings, url=server.url)
    yield server
    server.stop()
    connection.forget()


def filed(citizen: Visitor, paper: Path) -> Dossier:
    find(citizen, CODE)
    start(citizen, CODE)
    fill_in(citizen, CODE)
    attach(citizen, CODE, paper)
    return file(citizen)


def paid(dossier: Dossier) -> bool:
    return duty_of(dossier).settled_at is not None


def test_filed_paid_by_vietqr_and_accepted(visit: Visit, paper: Path, the_bank: BankStandIn) -> None:
    """The code on the screen is photographed by another telephone, which pays; the page sees it by itself."""
    citizen = visit()
    dossier = filed(citizen, paper)
    minh = visit(viewport={"width": 1280, "height": 900})
    minh.sign_in("minh", then=f"/desk/dossiers/{dossier.code}")
    citizen.follow("Trả ngay")
    expect(citizen.page.get_by_text("Chưa thấy tiền đến")).to_be_visible()

    drawing = citizen.page.locator(".paying-code svg")
    drawing.scroll_into_view_if_needed()
    (seen,) = zxingcpp.read_barcodes(Image.open(BytesIO(drawing.screenshot())).convert("L"))
    transfer = payload.read(seen.text)
    assert (transfer.amount, transfer.purpose) == (FEE, order_of(dossier).code)
    assert not paid(dossier)
    the_bank.bank.move(transfer)

    expect(citizen.page.get_by_role("heading", name="Đã trả 150.000 đồng")).to_be_visible()
    citizen.look()
    assert (paid(dossier), the_bank.bank.answers) == (True, [{"code": "00", "message": "Noted"}])
    run_jobs()
    accept(visit(), dossier)
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS


def test_filed_paid_by_vnpay_and_accepted(visit: Visit, paper: Path, the_vnpay: VnpayStandIn) -> None:
    citizen = visit()
    dossier = filed(citizen, paper)
    citizen.follow("Trả ngay")

    citizen.press("Trả qua VNPAY")
    citizen.press("Trả tiền")

    expect(citizen.page.get_by_role("heading", name="Đã trả 150.000 đồng")).to_be_visible()
    assert (the_vnpay.book.complaints, the_vnpay.vnpay.answers[0]["RspCode"]) == ([], "00")
    run_jobs()
    accept(visit(), dossier)
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS


def test_without_scripts_by_the_bank_on_the_same_telephone(
    visit: Visit, committed_world: World, the_bank: BankStandIn
) -> None:
    dossier = unpaid(committed_world)
    citizen = visit(scripts=False)
    citizen.sign_in("binh", then=f"/dossiers/{dossier.code}")
    citizen.follow("Trả ngay")

    citizen.follow("Ngân hàng của bản thử")
    citizen.press("Chuyển tiền")
    expect(citizen.page.get_by_role("heading", name="Đã chuyển tiền")).to_be_visible()
    citizen.go(f"/dossiers/{dossier.code}/payment")

    expect(citizen.page.get_by_role("heading", name="Đã trả 150.000 đồng")).to_be_visible()
    citizen.go(f"/dossiers/{dossier.code}")
    assert citizen.page.get_by_text("Ông/bà cần trả tiền").count() == 0


def test_the_picture_that_is_kept_opens_in_the_banks_application(
    visit: Visit, committed_world: World, the_bank: BankStandIn, tmp_path: Path
) -> None:
    dossier = unpaid(committed_world)
    citizen = visit()
    citizen.sign_in("binh", then=f"/dossiers/{dossier.code}/payment")
    with citizen.page.expect_download() as download:
        citizen.page.get_by_role("link", name="Lưu ảnh mã QR").click()
    picture = tmp_path / "qr.png"
    download.value.save_as(picture)

    citizen.page.goto(the_bank.url)
    citizen.look()
    citizen.page.locator("#picture").set_input_files(picture)
    citizen.press("Đọc ảnh")
    citizen.press("Chuyển tiền")

    assert paid(dossier)


def test_what_the_browser_brings_back_is_not_believed_until_vnpay_says_it(
    visit: Visit, committed_world: World, the_vnpay: VnpayStandIn
) -> None:
    dossier = unpaid(committed_world)
    the_vnpay.book.order("late_notice")
    citizen = visit()
    citizen.sign_in("binh", then=f"/dossiers/{dossier.code}/payment")
    citizen.press("Trả qua VNPAY")
    citizen.press("Trả tiền")

    expect(citizen.page.get_by_text("Đừng trả lần nữa")).to_be_visible()
    assert not paid(dossier)
    the_vnpay.vnpay.notices.send_late()

    expect(citizen.page.get_by_role("heading", name="Đã trả 150.000 đồng")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_cancelled_at_vnpay_and_another_way_is_open(
    visit: Visit,
    committed_world: World,
    the_vnpay: VnpayStandIn,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    dossier = unpaid(committed_world)
    citizen = visit(scripts=scripts)
    citizen.sign_in("binh", then=f"/dossiers/{dossier.code}/payment")
    citizen.press("Trả qua VNPAY")
    citizen.press("Hủy, không trả nữa")

    expect(citizen.page.get_by_text("Ông/bà đã hủy trên trang VNPAY")).to_be_visible()
    citizen.press("Trả qua VNPAY")
    citizen.press("^Trả tiền")
    expect(citizen.page.get_by_role("heading", name="Đã trả 150.000 đồng")).to_be_visible()


def test_paid_on_the_national_platform_when_it_is_back(
    visit: Visit, committed_world: World, the_platform: PlatformStandIn
) -> None:
    """First it answers in HTML, and she is told so in words; then it works."""
    dossier = unpaid(committed_world)
    citizen = visit()
    citizen.sign_in("binh", then=f"/dossiers/{dossier.code}/payment")
    the_platform.book.order("html")
    citizen.press("Trả qua Cổng Dịch vụ công quốc gia")
    expect(citizen.page.get_by_text("Cổng thanh toán chưa trả lời")).to_be_visible()
    citizen.follow("Quay lại")

    citizen.press("Trả qua Cổng Dịch vụ công quốc gia")
    citizen.press("^Trả tiền")

    expect(citizen.page.get_by_role("heading", name="Đã trả 150.000 đồng")).to_be_visible()
    expect(citizen.page.get_by_role("link", name="Tải chứng từ của cổng thanh toán")).to_be_visible()
    assert the_platform.book.complaints == []


def test_the_pages_own_policy_lets_the_payer_go_to_the_gateway(
    browser: Browser, live_server: LiveServer, committed_world: World, the_vnpay: VnpayStandIn
) -> None:
    """Every other test puts axe into the page and so sets its policy aside."""
    dossier = unpaid(committed_world)
    context = browser.new_context(viewport=PHONE, locale="vi-VN")  # type: ignore[arg-type]  # the two numbers of a ViewportSize
    citizen = Visitor(context.new_page(), live_server.url, scripts=False)
    citizen.sign_in("binh", then=f"/dossiers/{dossier.code}/payment")

    citizen.press("Trả qua VNPAY")

    assert citizen.page.url.startswith(the_vnpay.url)
    context.close()
