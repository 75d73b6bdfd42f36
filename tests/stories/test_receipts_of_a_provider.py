"""A receipt that a provider issues: asked for once it is paid, one number whatever happens to worker and network."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from django.test import Client

from motcua.dossiers.models import Dossier
from motcua.effects.fee_receipts import asking, cancelling, issuing, withdrawing
from motcua.effects.fee_receipts.cancelling import AlreadyCancelled, CancellingUnderWay, Correction
from motcua.effects.fee_receipts.models import FeeReceipt, ReceiptCancellation, ReceiptRequest, ReceiptSymbol
from motcua.effects.fee_receipts.numbering import ReceiptsUsedUp
from motcua.effects.fee_receipts.providers.port import Hindered, Obstacle
from motcua.effects.fee_receipts.providers.vnpt import client, stand_in
from motcua.effects.fee_receipts.providers.vnpt.stand_in import VnptStandIn
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.pdf import FileBroken
from tests.doors import door
from tests.provided_receipts import bought, led_to
from tests.receipts import LE_PHI, PHI, paid
from tests.world import FRIDAY, MONDAY, TUESDAY, World, officer, run_jobs


@pytest.fixture
def provider(world: World, settings: LazySettings, tmp_path: Path) -> Iterator[VnptStandIn]:
    opened = stand_in.stand_in()
    opened.start()
    led_to(opened, settings, tmp_path)
    bought()
    yield opened
    client.forget()
    opened.stop()


@pytest.fixture
def dossier(world: World, provider: VnptStandIn) -> Dossier:
    return world.accepted("1.013227")


def asked(dossier: Dossier) -> ReceiptRequest:
    assert issuing.issue(paid(dossier, LE_PHI).pk) == []
    return ReceiptRequest.objects.get()


def issued(dossier: Dossier) -> FeeReceipt:
    asking.ask.run(request_id=asked(dossier).pk)
    return FeeReceipt.objects.select_related("symbol", "pdf").get()


def content(file: StoredFile) -> bytes:
    with storage.open_file(file) as opened:
        return bytes(opened.read())


def body(of: Client, address: str) -> str:
    return of.get(address).content.decode()


def test_paying_asks_the_provider_who_numbers_and_signs(world: World, provider: VnptStandIn) -> None:
    dossier = world.submitted("1.001612", by=world.binh)
    page = f"/dossiers/{dossier.code}"
    [duty] = dossier.duties.all()
    issuing.issue(duty.pk)
    assert "biên lai đang được phát hành" in body(door("binh"), page)

    assert asking.ASK in run_jobs()

    receipt = FeeReceipt.objects.select_related("symbol").get(duty=duty)
    assert (receipt.number, receipt.amount, receipt.payer_name) == (1, duty.amount, "Trần Quốc Bình")
    assert (receipt.symbol.last, receipt.signed_by, receipt.xml) == (0, "", b"")
    assert receipt.payer_id == "001088000022"
    assert b"0000001 issued" in content(receipt.pdf)
    assert provider.book.complaints == []
    assert "đang được phát hành" not in body(door("binh"), page)
    own = body(door("binh"), f"{page}/fee-receipts/{receipt.pk}")
    assert "Đơn vị cung cấp biên lai của nơi thu" in own
    assert "Chưa ký số" not in own
    assert door("binh").get(f"{page}/fee-receipts/{receipt.pk}/receipt.xml").status_code == 404


@pytest.mark.parametrize("fault", ["lost_answer", "timeout", "html", "no_paper", "err_6", "err_29"])
def test_whatever_goes_wrong_once_there_is_one_number(
    dossier: Dossier, provider: VnptStandIn, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """The client's limit is shortened, so that nobody waits for the one that hangs."""
    monkeypatch.setattr(client, "LIMIT_SECONDS", 0.3)
    request = asked(dossier)
    provider.book.order(fault)
    with pytest.raises(Hindered):
        asking.ask.run(request_id=request.pk)
    request.refresh_from_db()
    assert request.obstacle
    assert not FeeReceipt.objects.exists()
    monkeypatch.undo()

    for _again in range(2):
        asking.ask.run(request_id=request.pk)

    assert FeeReceipt.objects.get().number == len(provider.provider.receipts) == 1
    request.refresh_from_db()
    assert (request.obstacle, bytes(request.content_sealed)) == ("", b"")


def test_a_worker_killed_between_asking_and_writing_leaves_one_number(
    dossier: Dossier, provider: VnptStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Patched, because nothing else dies exactly there."""
    request = asked(dossier)
    with monkeypatch.context() as dying:
        dying.setattr(asking, "_write", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            asking.ask.run(request_id=request.pk)
    assert len(provider.provider.receipts) == 1
    assert not FeeReceipt.objects.exists()

    asking.ask.run(request_id=request.pk)

    assert FeeReceipt.objects.get().pk.hex in provider.provider.receipts
    assert len(provider.provider.receipts) == 1


def test_another_key_would_be_another_number(dossier: Dossier, provider: VnptStandIn) -> None:
    """The negative control: it is the key that keeps the number one."""
    receipt = issued(dossier)
    request = ReceiptRequest.objects.get()
    request.content = {name: getattr(receipt, name) for name in asking._CONTENT}
    twin = asking.draft(request)
    twin.pk = uuid4()

    client.issuer(stand_in.access(provider.url)).issue(asking.order_of(twin))

    assert len(provider.provider.receipts) == 2


def test_a_paper_that_does_not_open_is_not_handed_on(
    dossier: Dossier, provider: VnptStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(dossier)
    monkeypatch.setattr(stand_in, "_drawn", lambda _words: b"%PDF-1.4 broken")
    with pytest.raises(FileBroken):
        asking.ask.run(request_id=request.pk)

    request.refresh_from_db()
    assert request.obstacle == Obstacle.PAPER
    assert not FeeReceipt.objects.exists()


def test_asking_again_for_the_duty_writes_down_nothing_new(dossier: Dossier) -> None:
    receipt = issued(dossier)

    assert issuing.issue(receipt.duty_id) == []
    assert ReceiptRequest.objects.count() == FeeReceipt.objects.count() == 1


def test_what_is_written_down_does_not_show_the_payer(dossier: Dossier) -> None:
    request = asked(dossier)

    assert b"Lan" not in bytes(request.content_sealed)
    assert request.content["payer_id"] == "001195000011"


def test_a_day_that_came_too_late_is_moved(dossier: Dossier, provider: VnptStandIn) -> None:
    request = asked(dossier)
    issuing.issue(paid(dossier, PHI).pk)
    later = ReceiptRequest.objects.latest("pk")
    ReceiptRequest.objects.filter(pk=later.pk).update(dated_at=TUESDAY)
    asking.ask.run(request_id=later.pk)
    with pytest.raises(Hindered, match="day"):
        asking.ask.run(request_id=request.pk)

    asking.ask.run(request_id=request.pk)

    assert list(FeeReceipt.objects.order_by("number").values_list("issued_at", flat=True)) == [TUESDAY, TUESDAY]


def test_more_than_were_bought_are_not_asked_for(dossier: Dossier) -> None:
    ReceiptSymbol.objects.exclude(provider="").update(stock=1)
    asked(dossier)

    with pytest.raises(ReceiptsUsedUp):
        issuing.issue(paid(dossier, PHI).pk)


def test_a_provider_that_is_not_set_up_is_said_at_the_desk(dossier: Dossier, settings: LazySettings) -> None:
    request, settings.RECEIPT_PROVIDERS = asked(dossier), ""
    with pytest.raises(Hindered, match="not_set_up"):
        asking.ask.run(request_id=request.pk)

    page = body(door("nga"), "/desk/fee-receipts")
    assert "Đang chờ đơn vị cung cấp biên lai" in page
    assert "Chưa khai báo kết nối" in page
    assert "Đã thu tiền, chưa có biên lai" not in page
    assert door("nga").post(f"/desk/fee-receipts/of-duty/{request.duty_id}").status_code == 302


def test_it_is_cancelled_when_the_provider_has_cancelled_it(dossier: Dossier, provider: VnptStandIn) -> None:
    receipt = issued(dossier)
    nga = door("nga")
    assert nga.post(f"/desk/fee-receipts/{receipt.pk}/cancellation", {"why": "Thu nhầm"}).status_code == 302
    receipt.refresh_from_db()
    assert receipt.is_valid
    with pytest.raises(CancellingUnderWay):
        cancelling.cancel(receipt, why="Lại", actor=officer("nga"), at=TUESDAY)
    provider.book.order("err_9")
    [wanted] = ReceiptCancellation.objects.all()
    with pytest.raises(Hindered):
        withdrawing.cancel.run(cancellation_id=wanted.pk)
    page = body(nga, f"/desk/fee-receipts/{receipt.pk}")
    assert "không cho hủy" in page
    assert nga.post(f"/desk/fee-receipts/{receipt.pk}/cancellation/again").status_code == 302

    run_jobs()

    receipt = FeeReceipt.objects.select_related("crossed_pdf").get()
    assert (receipt.is_valid, receipt.cancelled_why) == (False, "Thu nhầm")
    assert receipt.crossed_pdf is not None
    assert b"cancelled" in content(receipt.crossed_pdf)
    with pytest.raises(AlreadyCancelled):
        cancelling.cancel(receipt, why="Lại", actor=officer("nga"), at=FRIDAY)


def test_a_cancelling_whose_answer_was_lost_is_done(dossier: Dossier, provider: VnptStandIn) -> None:
    receipt = issued(dossier)
    cancelling.cancel(receipt, why="Thu nhầm", actor=officer("nga"), at=TUESDAY)
    [wanted] = ReceiptCancellation.objects.all()
    provider.book.order("lost_answer")
    with pytest.raises(Hindered):
        withdrawing.cancel.run(cancellation_id=wanted.pk)

    withdrawing.cancel.run(cancellation_id=wanted.pk)

    receipt.refresh_from_db()
    assert receipt.cancelled_at == TUESDAY


def test_another_takes_its_place_after_it_is_cancelled(dossier: Dossier, provider: VnptStandIn) -> None:
    receipt = issued(dossier)
    typed = {"payer_name": "Lan Anh", "payer_address": "", "payer_tax_code": "", "why": "Sai tên"}
    assert door("nga").post(f"/desk/fee-receipts/{receipt.pk}/replacement", typed).status_code == 302
    assert FeeReceipt.objects.count() == 1

    run_jobs()
    withdrawing.put_in_its_place.run(cancellation_id=ReceiptCancellation.objects.get().pk)

    old, new = FeeReceipt.objects.order_by("number")
    assert (old.is_valid, new.replaces_id, new.payer_name, new.number) == (False, old.pk, "Lan Anh", 2)
    assert (new.payer_id, new.lines) == (receipt.payer_id, receipt.lines)
    assert provider.provider.sent[new.pk.hex].head["Extra1"] == "Thay thế biên lai số 0000001"
    with pytest.raises(AlreadyCancelled):
        cancelling.replace(old, correction=Correction("Ai", ""), why="Lại", actor=officer("nga"), at=FRIDAY)


def test_a_series_keeps_its_provider(dossier: Dossier) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptSymbol.objects.exclude(provider="").update(provider="")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptSymbol.objects.filter(provider="", registered_on__lt=MONDAY.date()).update(provider="x")
