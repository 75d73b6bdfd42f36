"""Receipts on the pages: hers to read and keep, the cashier's to cancel and replace, the period's to report."""

from typing import Any

import pytest
from django.test import Client

from motcua.effects.fee_receipts import issuing
from motcua.effects.fee_receipts.models import FeeReceipt, ReceiptSymbol
from motcua.foundation.audit.models import Look
from motcua.sites.ui.acting import POST_KEY
from tests.receipts import LE_PHI, paid
from tests.world import World, account


@pytest.fixture
def receipt(world: World) -> FeeReceipt:
    return issuing.issue(paid(world.accepted("1.013227"), LE_PHI).pk)[0]


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(account(name))
    return client


def as_head(client: Client) -> None:
    session = client.session
    session[POST_KEY] = account("tuan").posts.get(role="head").pk
    session.save()


def body(client: Client, address: str) -> bytes:
    answer: Any = client.get(address)
    return b"".join(answer.streaming_content)


def own(receipt: FeeReceipt, rest: str = "") -> str:
    return f"/dossiers/{receipt.duty.dossier.code}/fee-receipts/{receipt.pk}{rest}"


def desk(receipt: FeeReceipt, rest: str = "") -> str:
    return f"/desk/fee-receipts/{receipt.pk}{rest}"


def test_she_finds_her_receipt_beside_her_dossier_and_keeps_it(receipt: FeeReceipt) -> None:
    lan = signed_in("lan")

    assert own(receipt) in lan.get(f"/dossiers/{receipt.duty.dossier.code}").content.decode()
    page = lan.get(own(receipt)).content.decode()
    assert f"{receipt.number:07d}" in page
    assert "Số tiền bằng chữ" in page
    assert "Chưa ký số" in page
    assert body(lan, own(receipt, "/receipt.pdf")).startswith(b"%PDF")
    original = lan.get(own(receipt, "/receipt.xml"))
    assert original.content == receipt.xml
    assert original["Content-Disposition"].startswith("attachment")


def test_a_receipt_of_another_dossier_of_hers_is_not_there(world: World, receipt: FeeReceipt) -> None:
    other = world.accepted("1.001193")

    assert signed_in("lan").get(f"/dossiers/{other.code}/fee-receipts/{receipt.pk}").status_code == 404


def test_the_cashier_finds_it_by_month_and_by_number_and_that_is_noted(receipt: FeeReceipt) -> None:
    nga = signed_in("nga")

    assert desk(receipt) in nga.get("/desk/fee-receipts?month=2026-11").content.decode()
    assert desk(receipt) not in nga.get("/desk/fee-receipts?month=2026-10").content.decode()
    assert desk(receipt) in nga.get(f"/desk/fee-receipts?number={receipt.number}").content.decode()
    assert "không có biên lai mang số này" in nga.get("/desk/fee-receipts?number=999").content.decode().lower()
    assert nga.get(desk(receipt)).status_code == 200
    assert Look.objects.filter(dossier_id=receipt.duty.dossier_id, part="fee_receipts").exists()


@pytest.mark.parametrize("query", ["month=x", "month=99999-01", "number=abc", "after=1", "number=9999999999999999"])
def test_whatever_is_typed_into_the_address_is_answered(receipt: FeeReceipt, query: str) -> None:
    assert signed_in("nga").get(f"/desk/fee-receipts?{query}").status_code == 200


@pytest.mark.parametrize("period", ["", "2026-11", "2026-q4", "2026-q9", "2026-0", "99-1", "²-1", "2026-"])
def test_the_report_is_a_page_and_a_table(receipt: FeeReceipt, period: str) -> None:
    nga = signed_in("nga")

    assert "BC26/BLĐT" in nga.get(f"/desk/fee-receipts/report?period={period}").content.decode()
    answer = nga.get(f"/desk/fee-receipts/report.csv?agency=H99.1&period={period}")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines[0].split(",")) == 13
    assert answer["Content-Type"].startswith("text/csv")
    assert nga.get("/desk/fee-receipts/report?agency=H99.2").status_code == 404


def test_the_report_of_this_month_counts_it(receipt: FeeReceipt) -> None:
    lines = signed_in("nga").get("/desk/fee-receipts/report.csv?agency=H99.1&period=2026-11").content.decode()

    assert f"01BLP0-001,AA-26E,100000,0,1,1,1,0,,99999,{receipt.amount}" in lines


def test_cancelling_needs_a_reason_and_shows_on_her_page(receipt: FeeReceipt) -> None:
    nga = signed_in("nga")

    refused = nga.post(desk(receipt, "/cancellation"), {"why": " "})
    assert refused.status_code == 422
    assert "Ghi rõ vì sao hủy" in refused.content.decode()

    assert nga.post(desk(receipt, "/cancellation"), {"why": "Thu nhầm hồ sơ"}).status_code == 302
    page = signed_in("lan").get(own(receipt)).content.decode()
    assert "Biên lai này đã hủy" in page
    assert "Thu nhầm hồ sơ" in page
    assert nga.post(desk(receipt, "/cancellation"), {"why": "Lại"}).status_code == 409


def test_replacing_gives_a_new_number_and_the_pages_lead_both_ways(receipt: FeeReceipt) -> None:
    nga = signed_in("nga")
    typed = {"payer_name": "Nguyễn Thị Ngọc Lan Anh", "payer_address": "12 phố Chợ", "payer_tax_code": "", "why": ""}

    assert nga.post(desk(receipt, "/replacement"), typed).status_code == 422
    done = nga.post(desk(receipt, "/replacement"), {**typed, "why": "Ghi thiếu tên đệm"})

    new = FeeReceipt.objects.get(replaces=receipt)
    assert done["Location"] == desk(new)
    lan = signed_in("lan")
    assert own(new) in lan.get(own(receipt)).content.decode()
    assert own(receipt) in lan.get(own(new)).content.decode()
    assert body(lan, own(receipt, "/receipt.pdf")).startswith(b"%PDF")


def test_the_head_may_too_and_the_receptionist_may_not(receipt: FeeReceipt) -> None:
    tuan = signed_in("tuan")
    as_head(tuan)

    assert tuan.get("/desk/fee-receipts").status_code == 200
    assert signed_in("minh").get(desk(receipt)).status_code == 404
    assert signed_in("minh").post(desk(receipt, "/cancellation"), {"why": "Sai"}).status_code == 404
    receipt.refresh_from_db()
    assert receipt.is_valid


def test_what_was_paid_before_the_series_was_there_waits_for_the_cashier(world: World) -> None:
    series = ReceiptSymbol.objects.get(agency__code="H99.1", year=2026)
    ReceiptSymbol.objects.filter(pk=series.pk).update(stock=0)
    dossier = world.submitted("1.001612", by=world.binh)
    nga, duty = signed_in("nga"), dossier.duties.get()

    assert f"/desk/fee-receipts/of-duty/{duty.pk}" in nga.get("/desk/fee-receipts").content.decode()
    said = nga.post(f"/desk/fee-receipts/of-duty/{duty.pk}", follow=True).content.decode()
    assert "Đã dùng hết số biên lai" in said

    ReceiptSymbol.objects.filter(pk=series.pk).update(stock=10)
    assert "Đã lập biên lai." in nga.post(f"/desk/fee-receipts/of-duty/{duty.pk}", follow=True).content.decode()
    assert FeeReceipt.objects.get(duty=duty).number == 1
