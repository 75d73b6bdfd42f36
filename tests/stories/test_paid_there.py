"""Who paid at the national portal is not asked again, and not a đồng stands in our book before its money is seen."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from motcua.dossiers.commands import intake, paid_elsewhere, watching
from motcua.dossiers.models import Dossier, FeeDuty, SettledHow
from motcua.dossiers.queries import worklists
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.fee_receipts.models import FeeReceipt
from motcua.effects.national_portal import paid_there
from motcua.effects.national_portal.arrival_models import FiledThere
from motcua.effects.national_portal.later_models import Ended, PaidThere
from motcua.effects.national_portal.picture import picture
from motcua.effects.payments import asking, cash, column_maps, orders, reconciling
from motcua.effects.payments.gateways import connection, stand_in_clock
from motcua.effects.payments.gateways.pipe_checksum import stand_in as platform
from motcua.effects.payments.gateways.pipe_checksum.stand_in import Payment, PlatformStandIn
from motcua.effects.payments.models import Attempt, AttemptState, MoneyEntry, UnmatchedGround, UnmatchedMoney
from motcua.foundation.messaging.models import Message
from tests import samples
from tests.arriving import NUMBER, body, brought, door, item
from tests.paying import FEE, with_platform
from tests.world import TUESDAY, WEDNESDAY, World, officer, run_jobs

__all__ = ["door"]
pytestmark = pytest.mark.usefixtures("door", "world")
REFERENCE = "DVCQG26111600000042"
LATE = TUESDAY + timedelta(days=7)


def household(**changed: Any) -> dict[str, Any]:
    """Lan registers a household business there, which costs 150.000 đồng."""
    told = {
        "MaTTHC": "1.001612.000.00.00.H99",
        "TenTTHC": "Đăng ký thành lập hộ kinh doanh",
        "DuLieuToKhai": dict(samples.ANSWERS["1.001612"]),
        "DuocThanhToanTrucTuyen": "1",
        "MaThamChieu": REFERENCE,
        "DanhSachLePhi": [{"TenPhiLePhi": "Lệ phí", "MaPhiLePhi": "1", "Gia": str(FEE), "LoaiPhiLePhi": "2"}],
    }
    return item(**{**told, **changed})


def filed(**changed: Any) -> FeeDuty:
    assert brought(body(household(**changed)))["error_code"] == "0"
    run_jobs()
    return FiledThere.objects.get(number=NUMBER).dossier.duties.get()


def statement(*rows: tuple[str, str, int]) -> bytes:
    heading = "ngay_gd|ma_doi_tac|ma_tham_chieu|ma_gd_ngan_hang|so_tien|phi|trang_thai|ma_don_vi|tk_thu_huong|noi_dung"
    lines = [f"20261117093000|DT01|{name}|{number}|{amount}|0|00|H99|1|-" for name, number, amount in rows]
    return "\n".join([heading, *lines]).encode()


def read(content: bytes) -> None:
    reconciling.reconcile(content, column_map=column_maps.map_named("platform"), at=WEDNESDAY)
    run_jobs()


def told_of(dossier: Dossier) -> list[str]:
    return list(Message.objects.filter(about=f"dossier {dossier.pk}").values_list("kind", flat=True))


def test_nobody_is_asked_and_nothing_is_held_up(world: World) -> None:
    duty = filed()
    dossier = duty.dossier

    assert (duty.is_open, duty.is_asked_for, duty.is_said_paid) == (True, False, True)
    assert "submit_to_pay" not in told_of(dossier)
    assert "duty_opened" not in told_of(dossier)
    row = next(row for row in worklists.page("to-receive", world.minh, at=TUESDAY).rows if row.code == dossier.code)
    assert not row.awaits_fee
    assert intake.accept(dossier, actor=world.minh, at=TUESDAY).to_state == State.IN_PROGRESS


def test_unpaid_there_is_asked_as_any_other(world: World) -> None:
    """The control."""
    duty = filed(DuocThanhToanTrucTuyen="0", MaThamChieu=None)

    assert duty.is_asked_for
    assert "submit_to_pay" in told_of(duty.dossier)
    row = next(r for r in worklists.page("to-receive", world.minh, at=TUESDAY).rows if r.code == duty.dossier.code)
    assert row.awaits_fee
    assert not PaidThere.objects.exists()


def test_no_dong_is_invented(world: World) -> None:
    duty = filed()

    assert not MoneyEntry.objects.exists()
    assert duty.settled_at is None
    assert not FeeReceipt.objects.exists()


def test_nobody_pays_it_a_second_time(world: World) -> None:
    duty = filed()
    order = orders.order_for(duty, at=TUESDAY)

    with pytest.raises(orders.SaidPaid):
        orders.begin_attempt(order, gateway="vnpay", at=TUESDAY)
    with pytest.raises(orders.SaidPaid):
        cash.take(duty, given=FEE, key="k", actor=officer("nga"), at=TUESDAY)


def test_who_did_not_pay_here_is_not_closed_for_it(world: World) -> None:
    duty = filed()

    watching.close_unpaid(at=TUESDAY + timedelta(days=90))

    assert Dossier.objects.get(pk=duty.dossier_id).state == State.SUBMITTED


def test_the_line_of_the_statement_settles_it(world: World) -> None:
    duty = filed()
    answerable = watching.answerable_since(duty.dossier)

    read(statement((REFERENCE, "GD0001", FEE)))

    duty.refresh_from_db()
    assert (duty.settled_how, duty.settled_at, duty.proof) == (SettledHow.TRANSFER, WEDNESDAY, REFERENCE)
    entry = MoneyEntry.objects.get()
    assert (entry.gateway, entry.amount, entry.credited) == ("platform", FEE, True)
    assert Attempt.objects.get().state == AttemptState.PAID
    assert FeeReceipt.objects.filter(duty=duty).count() == 1
    assert not paid_there.waiting().exists()
    assert watching.answerable_since(duty.dossier) == answerable, "the office's hours have begun with the filing"


@pytest.fixture
def the_platform(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlatformStandIn]:
    monkeypatch.setattr(stand_in_clock, "now", lambda: TUESDAY)
    opened = platform.stand_in(site="http://127.0.0.1:9")
    opened.start()
    with_platform(settings, url=opened.url)
    yield opened
    connection.forget()
    opened.stop()


def test_the_platform_is_asked_by_that_reference(the_platform: PlatformStandIn, world: World) -> None:
    at_theirs = {"reference": REFERENCE, "amount": str(FEE), "partner": platform.PARTNER}
    asked = {**at_theirs, "currency": "VND", "words": "Le phi"}
    the_platform.platform.payments[REFERENCE] = Payment(asked, NUMBER, "GD7", "00", "20261116084000")
    duty = filed()

    assert asking.ask_due(at=TUESDAY + timedelta(minutes=1)) == 1

    duty.refresh_from_db()
    assert duty.settled_how == SettledHow.TRANSFER
    assert MoneyEntry.objects.get().transaction == "GD7"


def test_a_sum_that_differs_pays_nothing_and_is_said(world: World) -> None:
    duty = filed(DanhSachLePhi=[{"TenPhiLePhi": "Lệ phí", "Gia": "50000"}])
    assert PaidThere.objects.get().amount == 50_000

    read(statement((REFERENCE, "GD0001", 50_000)))

    duty.refresh_from_db()
    assert duty.is_said_paid
    assert UnmatchedMoney.objects.get().ground == UnmatchedGround.WRONG_AMOUNT
    assert [one.duty_id for one in paid_there.waiting()] == [duty.pk]


def test_without_a_reference_the_number_of_the_dossier_stands_for_it(world: World) -> None:
    duty = filed(MaThamChieu=None, DanhSachLePhi=None)

    assert duty.proof == NUMBER
    assert (PaidThere.objects.get().number, PaidThere.objects.get().amount) == (NUMBER, None)
    assert not Attempt.objects.exists(), "it is no reference at the platform"


def test_a_reference_that_pays_another_sum_pays_no_second_one(world: World) -> None:
    first = filed()
    other = household(MaHoSo="000.00.00.G22-261116-0002", TrichYeuHoSo="Lần nữa")
    assert brought(body(other))["error_code"] == "0"
    run_jobs()

    read(statement((REFERENCE, "GD0001", FEE)))

    second = FiledThere.objects.get(number="000.00.00.G22-261116-0002").dossier.duties.get()
    first.refresh_from_db()
    assert (first.settled_how, second.settled_how) == (SettledHow.TRANSFER, "")
    assert [one.duty_id for one in paid_there.waiting()] == [second.pk]


def test_what_never_appears_is_a_line_of_the_work_list_after_three_working_days(world: World) -> None:
    filed()
    (waiting,) = paid_there.waiting()

    assert waiting.told_at > paid_there.late_before(TUESDAY + timedelta(days=2))
    assert waiting.told_at < paid_there.late_before(LATE)


def test_a_cashier_asks_for_it_after_all_and_says_why(world: World) -> None:
    duty, nga = filed(), officer("nga")
    told = PaidThere.objects.get()
    with pytest.raises(paid_there.ReceiptOrReasonMissing):
        paid_there.ask_after_all(told, reason=" ", actor=nga, at=LATE)

    paid_there.ask_after_all(told, reason="Không có trên sao kê từ 16 đến 23/11", actor=nga, at=LATE)
    run_jobs()

    duty.refresh_from_db()
    told.refresh_from_db()
    assert duty.is_asked_for
    assert (told.ended, told.ended_by_id, told.ended_at) == (Ended.ASKED, nga.account_id, LATE)
    assert "duty_opened" in told_of(duty.dossier)
    assert cash.take(duty, given=FEE, key="k", actor=nga, at=LATE).amount == FEE


def test_money_that_comes_after_that_pays_it_all_the_same(world: World) -> None:
    duty = filed()
    paid_there.ask_after_all(PaidThere.objects.get(), reason="Không thấy", actor=officer("nga"), at=WEDNESDAY)

    read(statement((REFERENCE, "GD0001", FEE)))

    duty.refresh_from_db()
    assert duty.settled_how == SettledHow.TRANSFER


def test_a_receipt_that_was_seen_settles_it_without_money_of_ours(world: World) -> None:
    duty, nga = filed(), officer("nga")

    paid_there.shown(PaidThere.objects.get(), receipt="BL-0042", actor=nga, at=WEDNESDAY)
    run_jobs()

    duty.refresh_from_db()
    assert (duty.settled_how, duty.proof) == (SettledHow.SHOWN_ELSEWHERE, "BL-0042")
    assert not MoneyEntry.objects.exists()
    assert not FeeReceipt.objects.exists(), "it is the treasury's to write"
    with pytest.raises(paid_elsewhere.NotSaidPaid):
        paid_there.ask_after_all(PaidThere.objects.get(), reason="x", actor=nga, at=LATE)


@pytest.mark.parametrize("who", ["minh", "hoa", "quy", "tuan"])
def test_only_the_cashier_of_the_unit_ends_the_waiting(world: World, who: str) -> None:
    filed()

    with pytest.raises(paid_elsewhere.NotForHerDrawer):
        paid_there.ask_after_all(PaidThere.objects.get(), reason="x", actor=officer(who), at=LATE)


def test_what_they_say_is_said_back_to_them(world: World) -> None:
    duty = filed()
    event = duty.dossier.events.get()
    assert picture(event, as_of=TUESDAY).paid == "there"

    paid_there.ask_after_all(PaidThere.objects.get(), reason="x", actor=officer("nga"), at=LATE)

    assert picture(event, as_of=LATE).paid == "not_online"
    assert picture(event, as_of=TUESDAY).paid == "there", "what is told late is told as it was"


def test_a_completed_dossier_that_costs_no_more_is_not_asked_either(world: World) -> None:
    duty = filed()
    intake.ask_to_complete(duty.dossier, actor=world.minh, at=TUESDAY, items=["to_khai"], reason="Thiếu")

    brought(body(household(TrichYeuHoSo="Đã bổ sung")))
    run_jobs()

    assert list(duty.dossier.duties.values_list("pk", flat=True)) == [duty.pk]
    assert duty.dossier.duties.said_paid().exists()


def test_nothing_due_is_nothing_to_wait_for(world: World) -> None:
    """A birth costs nothing."""
    assert brought(body(item(DuocThanhToanTrucTuyen="1", MaThamChieu=REFERENCE)))["error_code"] == "0"
    run_jobs()

    assert FiledThere.objects.get().beside["paid"] is True
    assert not PaidThere.objects.exists()


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"DanhSachLePhi": "150000"}, "DanhSachLePhi"),
        ({"DanhSachLePhi": [{"Gia": "-5"}]}, "Gia"),
        ({"DanhSachLePhi": [{"Gia": "150.000"}]}, "Gia"),
        ({"MaThamChieu": "x" * 61}, "MaThamChieu"),
    ],
    ids=["no list", "less than nothing", "with a point", "a number that never ends"],
)
def test_a_payment_that_cannot_be_read_is_not_guessed_at(changed: dict[str, Any], where: str) -> None:
    answered = brought(body(household(**changed)))

    assert (answered["error_code"], answered["message"].rpartition(": ")[2]) == ("2", where)


def test_the_message_twice_is_one_payment() -> None:
    filed()
    brought(json.dumps({"data": household()}).encode())
    run_jobs()

    assert (PaidThere.objects.count(), Attempt.objects.count()) == (1, 1)
