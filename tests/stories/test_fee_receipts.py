"""Whoever has paid has a receipt: once, numbered without gaps, and cancelled or replaced with a trace."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from lxml import etree
from pytest_django import Settings

from motcua.dossiers.models import Dossier, FeeDuty, SettledHow
from motcua.effects.fee_receipts import cancelling, issuing, jobs, report
from motcua.effects.fee_receipts.cancelling import (
    AlreadyCancelled,
    Correction,
    NotTheCashier,
    PayerMissing,
    WhyCancelled,
)
from motcua.effects.fee_receipts.models import FeeReceipt, Part, ReceiptSymbol
from motcua.effects.fee_receipts.numbering import NoReceiptSymbol, ReceiptsUsedUp
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from tests.keys import PASSWORD, office_key
from tests.receipts import FREE, LE_PHI, PHI, TAX, paid
from tests.stories.test_many_at_once import at_once
from tests.world import MONDAY, TUESDAY, WEDNESDAY, World, moment, officer, run_jobs


@pytest.fixture
def dossier(world: World) -> Dossier:
    return world.accepted("1.013227")


@pytest.fixture
def receipt(dossier: Dossier) -> FeeReceipt:
    return issuing.issue(paid(dossier, LE_PHI).pk)[0]


def words(file: StoredFile) -> str:
    with storage.open_file(file) as content, pypdfium2.PdfDocument(content) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_paying_is_followed_by_the_receipt(world: World) -> None:
    dossier = world.submitted("1.001612", by=world.binh)

    assert "fee_receipts.issue" in run_jobs()

    [receipt] = FeeReceipt.objects.filter(duty__dossier=dossier)
    duty = dossier.duties.get()
    assert (receipt.number, receipt.part, receipt.amount) == (1, Part.LE_PHI, duty.amount)
    assert (receipt.payer_name, receipt.payer_id) == ("Trần Quốc Bình", "001088000022")
    assert receipt.issued_at == duty.settled_at
    assert "Số tiền bằng chữ" in words(receipt.pdf)


def test_phi_and_le_phi_have_a_receipt_each_and_tax_has_none(dossier: Dossier) -> None:
    phi, le_phi = issuing.issue(paid(dossier, LE_PHI, PHI, TAX, FREE).pk)

    assert (phi.part, phi.amount) == (Part.PHI, 300_000)
    assert (le_phi.part, le_phi.amount) == (Part.LE_PHI, 50_000)
    assert le_phi.number == phi.number + 1
    assert "BIÊN LAI THU PHÍ" in words(phi.pdf)
    assert "Ba trăm nghìn đồng" in words(phi.pdf)


def test_saying_twice_that_it_is_paid_gives_one_receipt(dossier: Dossier, receipt: FeeReceipt) -> None:
    assert issuing.issue(receipt.duty_id) == []
    jobs.issue.run(duty_id=receipt.duty_id)

    assert FeeReceipt.objects.filter(duty=receipt.duty_id).count() == 1


@pytest.mark.parametrize("how", [SettledHow.NOTHING_DUE, SettledHow.SHOWN_ELSEWHERE])
def test_money_that_did_not_come_to_us_has_no_receipt_of_ours(dossier: Dossier, how: SettledHow) -> None:
    assert issuing.issue(paid(dossier, LE_PHI, how=how).pk) == []


def test_a_receipt_that_fails_gives_its_number_back(dossier: Dossier, settings: Settings, tmp_path: Path) -> None:
    duty = paid(dossier, LE_PHI)
    settings.SIGNING_KEY = str(tmp_path / "missing.p12")
    with pytest.raises(FileNotFoundError):
        issuing.issue(duty.pk)

    settings.SIGNING_KEY = ""
    assert issuing.issue(duty.pk)[0].number == 1


def test_many_who_pay_at_once_are_numbered_without_gaps_or_twins(committed_world: World) -> None:
    dossiers = [committed_world.accepted("1.013227") for _ in range(3)]
    duties = [paid(dossier, LE_PHI, PHI).pk for dossier in dossiers]

    at_once([partial(issuing.issue, duty) for duty in (*duties, *duties)])

    assert sorted(FeeReceipt.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert ReceiptSymbol.objects.get(agency__code="H99.1", year=2026).last == 6


def test_numbers_follow_the_days_even_when_one_was_held_up(world: World, dossier: Dossier) -> None:
    late, early = paid(dossier, LE_PHI), paid(dossier, PHI)
    FeeDuty.objects.filter(pk=late.pk).update(settled_at=TUESDAY)

    [first], [second] = issuing.issue(late.pk), issuing.issue(early.pk)

    assert (first.number, second.number) == (1, 2)
    assert second.issued_at == first.issued_at == TUESDAY


def test_without_a_series_nothing_is_issued_and_without_numbers_it_is_said(dossier: Dossier) -> None:
    duty = paid(dossier, LE_PHI)
    ReceiptSymbol.objects.filter(agency__code="H99.1").update(stock=1, last=1)
    with pytest.raises(ReceiptsUsedUp):
        issuing.issue(duty.pk)

    ReceiptSymbol.objects.filter(agency__code="H99.1").delete()
    with pytest.raises(NoReceiptSymbol):
        issuing.issue(duty.pk)
    jobs.issue.run(duty_id=duty.pk)
    assert not FeeReceipt.objects.exists()


def test_a_second_series_goes_on_where_the_first_one_ends(dossier: Dossier) -> None:
    first = ReceiptSymbol.objects.get(agency__code="H99.1", year=2026)
    ReceiptSymbol.objects.filter(pk=first.pk).update(stock=1)
    second = ReceiptSymbol.objects.create(
        agency=first.agency,
        form=first.form,
        symbol="AB-26E",
        year=2026,
        tax_code=first.tax_code,
        stock=10,
        registered_on=MONDAY.date(),
    )

    issued = issuing.issue(paid(dossier, LE_PHI, PHI).pk)

    assert [(each.symbol.symbol, each.number) for each in issued] == [("AA-26E", 1), (second.symbol, 1)]


def test_with_a_key_the_receipt_is_signed_and_without_one_it_says_so(
    dossier: Dossier, settings: Settings, tmp_path: Path
) -> None:
    [unsigned] = issuing.issue(paid(dossier, LE_PHI).pk)
    settings.SIGNING_KEY, settings.SIGNING_PASSWORD = str(office_key(tmp_path)), PASSWORD
    [signed] = issuing.issue(paid(dossier, PHI).pk)

    assert "chưa ký số" in words(unsigned.pdf)
    assert unsigned.signed_by == ""
    assert signed.signed_by == "Ủy ban nhân dân phường Minh Tân"
    assert etree.fromstring(signed.xml).find(".//{*}SignatureValue") is not None
    assert etree.fromstring(unsigned.xml).find(".//{*}SignatureValue") is None


def test_a_cancelled_receipt_keeps_its_number_and_bears_a_line(world: World, receipt: FeeReceipt) -> None:
    before = receipt.pdf.sha256

    cancelling.cancel(receipt, why="Ghi sai tên người nộp", actor=officer("nga"), at=TUESDAY)

    assert receipt.cancelled_at == TUESDAY
    assert receipt.crossed_pdf is not None
    assert "ĐÃ HỦY: Ghi sai tên người nộp" in words(receipt.crossed_pdf)
    assert receipt.pdf.sha256 == before
    assert issuing.issue(receipt.duty_id) == [], "nothing comes again by itself"
    with pytest.raises(AlreadyCancelled):
        cancelling.cancel(receipt, why="Lại nữa", actor=officer("nga"), at=TUESDAY)


def test_a_replaced_receipt_has_a_new_number_and_a_trace_both_ways(world: World, receipt: FeeReceipt) -> None:
    correction = Correction("Hộ kinh doanh Bình Minh", "14 phố Chợ", "8000000001")

    new = cancelling.replace(receipt, correction=correction, why="Sai tên", actor=officer("nga"), at=TUESDAY)

    assert isinstance(new, FeeReceipt)
    receipt.refresh_from_db()
    assert (new.number, new.amount, new.payer_name) == (receipt.number + 1, receipt.amount, "Hộ kinh doanh Bình Minh")
    assert not receipt.is_valid
    assert new.replaces == receipt
    assert receipt.replaced_by == new
    assert f"Thay thế biên lai số {receipt.number:07d}" in words(new.pdf)
    assert f"<SBLaiTThe>{receipt.number:07d}</SBLaiTThe>".encode() in new.xml
    with pytest.raises(AlreadyCancelled):
        cancelling.replace(receipt, correction=correction, why="Lại", actor=officer("nga"), at=TUESDAY)


def test_a_cancelled_one_can_be_replaced_later(world: World, receipt: FeeReceipt) -> None:
    cancelling.cancel(receipt, why="Sai tên", actor=officer("nga"), at=TUESDAY)

    new = cancelling.replace(receipt, correction=Correction("Lan", ""), why="", actor=officer("nga"), at=WEDNESDAY)

    assert isinstance(new, FeeReceipt)
    assert new.replaces == receipt


def test_only_who_answers_for_receipts_cancels_them_and_says_why(world: World, receipt: FeeReceipt) -> None:
    with pytest.raises(NotTheCashier):
        cancelling.cancel(receipt, why="Sai", actor=world.minh, at=TUESDAY)
    with pytest.raises(WhyCancelled):
        cancelling.cancel(receipt, why="  ", actor=officer("nga"), at=TUESDAY)
    with pytest.raises(PayerMissing):
        cancelling.replace(receipt, correction=Correction(" ", ""), why="Sai", actor=officer("nga"), at=TUESDAY)
    with pytest.raises(WhyCancelled):
        cancelling.replace(receipt, correction=Correction("Lan", ""), why="", actor=officer("nga"), at=TUESDAY)

    receipt.refresh_from_db()
    assert receipt.is_valid
    assert FeeReceipt.objects.count() == 1


def test_the_database_refuses_to_rewrite_or_lose_a_receipt(receipt: FeeReceipt) -> None:
    for change in ({"amount": 1}, {"number": 99}, {"payer_name": "Ai đó"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FeeReceipt.objects.filter(pk=receipt.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeReceipt.objects.filter(pk=receipt.pk)._raw_delete("default")


def test_the_row_does_not_show_the_payer_s_number(receipt: FeeReceipt) -> None:
    stored = FeeReceipt.objects.filter(pk=receipt.pk).values().get()

    assert "001195000011" not in str({key: bytes(v) if isinstance(v, memoryview) else v for key, v in stored.items()})
    assert b"001195000011" in receipt.xml


def test_the_report_adds_up(world: World, dossier: Dossier) -> None:
    """Opening and registered are what was used and what is left: in every period, also where one was cancelled."""
    [october] = issuing.issue(_paid_at(dossier, "2026-10-05T09:00").pk)
    november = issuing.issue(paid(dossier, LE_PHI, PHI).pk)
    cancelling.cancel(october, why="Thu nhầm", actor=officer("nga"), at=TUESDAY)

    agency = [dossier.deciding_agency_id]
    [january] = report.rows(agency, span=report.month(2026, 1))
    [tenth] = report.rows(agency, span=report.month(2026, 10))
    [eleventh] = report.rows(agency, span=report.month(2026, 11))
    [fourth] = report.rows(agency, span=report.quarter(2026, 4))

    assert (january.opening, january.registered, january.used, january.closing) == (0, 100_000, 0, 100_000)
    assert (tenth.opening, tenth.used_from, tenth.used_to, tenth.cancelled) == (100_000, 1, 1, 0)
    assert (eleventh.opening, eleventh.used_from, eleventh.used_to, eleventh.used) == (99_999, 2, 3, 2)
    assert (eleventh.cancelled_numbers, eleventh.amount) == ((october.number,), sum(each.amount for each in november))
    assert (fourth.opening, fourth.used, fourth.cancelled, fourth.closing) == (100_000, 3, 1, 99_997)
    for row in (january, tenth, eleventh, fourth):
        assert row.opening + row.registered == row.used + row.closing
    assert report.quarter(2026, 4).last.isoformat() == "2026-12-31"


def test_a_period_ends_at_midnight_of_legal_time(dossier: Dossier) -> None:
    issuing.issue(_paid_at(dossier, "2026-10-31T23:59").pk)
    issuing.issue(_paid_at(dossier, "2026-11-01T00:00").pk)

    agency = [dossier.deciding_agency_id]
    assert [row.used for row in report.rows(agency, span=report.month(2026, 10))] == [1]
    assert [row.used for row in report.rows(agency, span=report.month(2026, 11))] == [1]
    assert report.month(2026, 11).begins - report.month(2026, 10).begins == timedelta(days=31)


def _paid_at(dossier: Dossier, when: str) -> FeeDuty:
    duty = paid(dossier, LE_PHI)
    duty.settled_at = moment(when)
    duty.save(update_fields=["settled_at"])
    return duty
