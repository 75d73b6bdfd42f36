"""The pages of paying: what is owed, in which ways, and what is said when it came, came twice, or is owed no more."""

import pytest
from django.test import Client
from pytest_django import Settings

from motcua.dossiers.commands import fees, withdrawal
from motcua.dossiers.models import Dossier, SettledHow
from motcua.dossiers.rules.actor import SYSTEM
from motcua.effects.payments import crediting, orders
from motcua.effects.payments.crediting import Incoming
from motcua.effects.payments.gateways.vietqr import payload
from motcua.effects.payments.models import Attempt, Means, PaymentOrder
from tests.doors import door
from tests.paying import FEE, attempt_at, duty_of, order_of, unpaid, with_bank, with_platform, with_vnpay
from tests.world import MONDAY, TUESDAY, World


@pytest.fixture
def dossier(world: World) -> Dossier:
    return unpaid(world)


def come(dossier: Dossier, *, transaction: str = "FT1", amount: int = FEE) -> None:
    words = f"NGUYEN VAN A chuyen {order_of(dossier).code}"
    crediting.credit(Incoming("bank", transaction, amount, Means.BANK, MONDAY, words=words), at=MONDAY)


def page(dossier: Dossier, path: str = "payment", who: str = "binh") -> str:
    response = door(who).get(f"/dossiers/{dossier.code}/{path}".rstrip("/"))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_what_is_owed_and_every_way_to_pay_it(dossier: Dossier, settings: Settings) -> None:
    with_vnpay(settings)
    with_platform(settings)
    with_bank(settings)

    shown = page(dossier)

    payee = orders.payee_of(order_of(dossier))
    assert payee is not None
    for words in (
        *("Trả 150.000 đồng", "Chưa thấy tiền đến", order_of(dossier).code, payee.account, payee.name),
        *("Vietcombank", "Agribank", "Lưu ảnh mã QR", "Chuyển khoản bằng tay", "Tiền mặt ở quầy"),
        *("Trả qua VNPAY", "Trả qua Cổng Dịch vụ công quốc gia"),
    ):
        assert words in shown
    for line in duty_of(dossier).lines:
        assert line["name"] in shown
        assert line["basis"] in shown


def test_nobody_is_asked_for_a_photograph_of_a_slip(dossier: Dossier) -> None:
    shown = page(dossier)

    assert "Không cần chụp lại biên lai" in shown
    assert 'type="file"' not in shown


def test_a_gateway_that_is_not_set_up_is_not_offered(dossier: Dossier) -> None:
    shown = page(dossier)

    assert "VNPAY" not in shown
    assert "theo sao kê" in shown


def test_the_dossier_and_the_confirmation_of_filing_lead_there(dossier: Dossier) -> None:
    for path in ("", "/receipt"):
        shown = door("binh").get(f"/dossiers/{dossier.code}{path}").content.decode()
        assert f"/dossiers/{dossier.code}/payment/1" in shown
        assert "Trả ngay" in shown
    assert "Đã nộp, còn chờ trả phí, lệ phí." in page(dossier, "")


def test_when_the_money_has_come_nothing_more_is_asked(dossier: Dossier) -> None:
    come(dossier)

    shown = page(dossier)

    assert "Đã trả 150.000 đồng" in shown
    assert "Cơ quan đã nhận đủ tiền" in shown
    assert order_of_code(dossier) not in shown
    assert "Trả ngay" not in page(dossier, "")
    assert "Trả ngay" not in page(dossier, "receipt")


def order_of_code(dossier: Dossier) -> str:
    return PaymentOrder.objects.get(duty__dossier=dossier).code


def test_whoever_paid_twice_reads_that_it_comes_back(dossier: Dossier) -> None:
    come(dossier)
    come(dossier, transaction="FT2")

    assert "Tiền đến hai lần, thừa 150.000 đồng." in page(dossier)


def test_whoever_paid_another_sum_reads_not_to_pay_again(dossier: Dossier) -> None:
    come(dossier, amount=100_000)

    shown = page(dossier)

    assert "Đã nhận 100.000 đồng, không khớp với số phải trả." in shown
    assert "Đừng chuyển thêm" in shown


def test_a_sum_that_is_owed_no_more_says_so(world: World, dossier: Dossier) -> None:
    order_of(dossier)
    withdrawal.withdraw(dossier, actor=world.binh, at=TUESDAY, reason="")
    come(dossier)

    shown = page(dossier, "payment/1")

    assert "Khoản này không còn phải trả" in shown
    assert "Đã nhận 150.000 đồng sau khi khoản này thôi phải trả." in shown


def test_what_was_settled_free_of_charge_says_so(dossier: Dossier) -> None:
    fees.settle(duty_of(dossier), how=SettledHow.NOTHING_DUE, actor=SYSTEM, at=MONDAY)

    assert "Không phải trả tiền" in page(dossier)


def test_a_procedure_without_fee_has_no_page_of_paying(world: World) -> None:
    dossier = world.submitted("1.013227")
    dossier.duties.all().delete()

    assert door("lan").get(f"/dossiers/{dossier.code}/payment").status_code == 404
    assert "Trả ngay" not in page(dossier, "", who="lan")


def test_the_picture_is_the_code(dossier: Dossier) -> None:
    from io import BytesIO

    import zxingcpp
    from PIL import Image

    response = door("binh").get(f"/dossiers/{dossier.code}/payment/1/qr.png")

    assert "attachment" in response["Content-Disposition"]
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(response.content)).convert("L"))
    assert payload.read(found.text).purpose == order_of(dossier).code


def test_paid_there_is_no_picture_to_pay_again(dossier: Dossier) -> None:
    come(dossier)

    assert door("binh").get(f"/dossiers/{dossier.code}/payment/1/qr.png").status_code == 404


def test_the_page_that_waits_hears_of_it(dossier: Dossier) -> None:
    address = f"/dossiers/{dossier.code}/payment/1/standing"
    before = door("binh").get(address).json()

    assert door("binh").get(address).json() == before
    come(dossier)
    assert door("binh").get(address).json() != before


def test_on_to_vnpay_and_only_there(dossier: Dossier, settings: Settings) -> None:
    with_vnpay(settings, url="https://vnpay.example/pay")
    address = f"/dossiers/{dossier.code}/payment/1/to/"

    sent = door("binh").post(f"{address}vnpay")

    assert sent["Location"].startswith("https://vnpay.example/pay?")
    assert Attempt.objects.get().gateway == "vnpay"
    for gateway in ("platform", "bank", "x"):
        assert door("binh").post(f"{address}{gateway}").status_code == 404
    assert Attempt.objects.count() == 1


def test_the_policy_opens_to_the_gateways_that_are_set_up_and_on_this_page_alone(
    dossier: Dossier, settings: Settings
) -> None:
    with_vnpay(settings, url="https://vnpay.example/pay")
    client = door("binh")

    policy = client.get(f"/dossiers/{dossier.code}/payment")["Content-Security-Policy"]
    elsewhere = client.get(f"/dossiers/{dossier.code}")["Content-Security-Policy"]

    assert "form-action 'self' https://vnpay.example;" in policy
    assert "form-action 'self';" in elsewhere


def test_paid_nobody_is_sent_to_a_gateway(dossier: Dossier, settings: Settings) -> None:
    with_vnpay(settings)
    come(dossier)

    refused = door("binh").post(f"/dossiers/{dossier.code}/payment/1/to/vnpay")

    assert refused.status_code == 409
    assert not Attempt.objects.exists()


def test_a_gateway_that_does_not_answer_is_told_of_in_words(dossier: Dossier, settings: Settings) -> None:
    with_platform(settings)

    refused = door("binh").post(f"/dossiers/{dossier.code}/payment/1/to/platform")

    assert refused.status_code == 409
    assert "Cổng thanh toán chưa trả lời" in refused.content.decode()


def test_a_try_that_failed_says_why(dossier: Dossier) -> None:
    attempt = attempt_at(dossier, "vnpay")
    crediting.fail(attempt, at=MONDAY, facts={"vnp_ResponseCode": "51"})

    shown = page(dossier)

    assert "Lần trả vừa rồi không thành." in shown
    assert "Tài khoản không đủ số dư." in shown


@pytest.mark.parametrize("path", ["payment", "payment/1", "payment/1/standing", "payment/1/qr.png", "payment/9"])
def test_what_somebody_else_owes_is_not_there(dossier: Dossier, path: str) -> None:
    assert door("lan").get(f"/dossiers/{dossier.code}/{path}").status_code == 404
    assert Client().get(f"/dossiers/{dossier.code}/{path}").status_code == 302


def test_whoever_has_just_been_at_a_gateway_is_asked_not_to_pay_twice(dossier: Dossier, settings: Settings) -> None:
    with_vnpay(settings)
    door("binh").post(f"/dossiers/{dossier.code}/payment/1/to/vnpay")

    assert "Nếu đã trả tiền ở đó thì đừng trả lần nữa" in page(dossier)


def test_what_a_notice_asks_for_the_treasury_goes_to_its_account(dossier: Dossier, settings: Settings) -> None:
    """Only the bank's name is known: there is nothing to draw, and no gateway of ours takes it."""
    with_vnpay(settings)
    duty = duty_of(dossier)
    duty.payable_to = {"account": "7111.0.1234", "bank": "Kho bạc Nhà nước khu vực", "name": "KHO BAC NHA NUOC"}
    duty.save()

    shown = page(dossier)

    assert "7111.0.1234" in shown
    assert "Kho bạc Nhà nước khu vực" in shown
    assert "Trả qua" not in shown
    assert "Mã VietQR" not in shown


def test_the_list_of_dossiers_says_what_is_to_be_paid(dossier: Dossier) -> None:
    assert "Cần trả 150.000 đồng" in door("binh").get("/dossiers").content.decode()

    come(dossier)

    assert "Cần trả" not in door("binh").get("/dossiers").content.decode()
