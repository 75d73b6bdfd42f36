"""The cashier's room: cash for a dossier, the drawer, money that fits nothing, others' books."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.dossiers.models import Dossier, FeeDuty
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.payments import cash, crediting
from motcua.effects.payments.models import (
    Correction,
    DayClose,
    MoneyEntry,
    PaymentOrder,
    Reconciliation,
    UnmatchedMoney,
)
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import VIETNAM
from tests.doors import door
from tests.money import money, order_of, owing
from tests.world import World, officer


def text(response: Any, status: int = 200) -> str:
    said: str = response.content.decode()
    assert response.status_code == status, said[:2000]
    return said


def dossier_of(duty: FeeDuty) -> Dossier:
    return Dossier.objects.get(pk=duty.dossier_id)


def test_the_way_from_a_code_to_cash_in_the_drawer(world: World) -> None:
    nga, duty = door("nga"), owing(world)
    dossier = dossier_of(duty)
    found = nga.get(reverse("desk:cashier"), {"code": str(dossier.code)})
    address = reverse("desk:cash", kwargs={"code": dossier.code})
    assert found["Location"] == address
    assert "Phải thu" in text(nga.get(address))
    assert address in text(nga.get(reverse("desk:dossier", kwargs={"code": dossier.code})))

    said = nga.post(address, {"duty": duty.pk, "given": "500.000", "key": "one"}, follow=True)

    assert "Trả lại người nộp" in text(said)
    assert MoneyEntry.objects.get().given == 500_000
    assert "không còn khoản nào" in text(nga.get(address))
    assert str(dossier.code) in text(nga.get(reverse("desk:cashier")))
    assert "Tiền đã vào" in text(nga.get(reverse("desk:dossier", kwargs={"code": dossier.code})))


def test_an_order_is_found_by_the_code_on_the_payers_telephone(world: World) -> None:
    order = order_of(world)
    code = dossier_of(order.duty).code

    found = door("nga").get(reverse("desk:cashier"), {"code": f"Mã: {order.code}"})

    assert found["Location"] == reverse("desk:cash", kwargs={"code": code})


def test_too_little_and_nonsense_are_said_at_the_input(world: World) -> None:
    nga, duty = door("nga"), owing(world)
    address = reverse("desk:cash", kwargs={"code": dossier_of(duty).code})

    assert "Chưa đủ tiền" in text(nga.post(address, {"duty": duty.pk, "given": "1.000", "key": "a"}), 422)
    assert "ví dụ 150.000" in text(nga.post(address, {"duty": duty.pk, "given": "một trăm", "key": "a"}), 422)
    assert nga.post(address, {"duty": "999999999", "given": "1.000.000", "key": "a"}).status_code == 404
    assert not MoneyEntry.objects.exists()


def test_a_day_is_counted_closed_and_printed(world: World) -> None:
    nga, today = door("nga"), legal_time.now().astimezone(VIETNAM).date()
    duty = owing(world)
    cash.take(duty, given=duty.amount, key="k", actor=officer("nga"), at=legal_time.now())
    address = reverse("desk:cashier-day", kwargs={"on": today.isoformat()})
    assert "Đếm" in text(nga.get(reverse("desk:cashier-days"))) or "phải có" in text(nga.get(address))

    assert "lý do" in text(nga.post(address, {"counted": "0"}), 422)
    assert "Nhập số tiền đếm được" in text(nga.post(address, {"counted": "x"}), 422)
    closed = nga.post(address, {"counted": str(duty.amount)}, follow=True)

    assert "Biên bản chốt sổ" in text(closed)
    assert DayClose.objects.get().difference == 0
    assert "đã chốt sổ" in text(nga.post(address, {"counted": "0"}), 409)
    for other in ("2999-01-01", (today + timedelta(days=1)).isoformat()):
        ahead = reverse("desk:cashier-day", kwargs={"on": other})
        assert "chưa đến" in text(nga.post(ahead, {"counted": "0"}), 409)
    assert nga.get(reverse("desk:cashier-day", kwargs={"on": "hôm qua"})).status_code == 404


def test_two_people_put_stray_money_right(world: World) -> None:
    nga, oanh, order = door("nga"), door("oanh"), order_of(world)
    entry = crediting.credit(money(amount=order.amount), at=legal_time.now()).entry
    assert "Không ghi mã" in text(nga.get(reverse("desk:cashier-unmatched")))
    address = reverse("desk:cashier-money", kwargs={"entry_id": entry.pk})
    wish = {"kind": "assign", "amount": str(order.amount), "reason": "Quên ghi mã"}
    assert "Kiểm tra lại mã hồ sơ" in text(nga.post(address, {**wish, "dossier": "H99.1-000000-0000"}), 422)
    assert "Chọn việc" in text(nga.post(address, {"kind": "burn"}), 422)

    nga.post(address, {**wish, "dossier": str(dossier_of(order.duty).code)})
    found = Correction.objects.get()
    said = reverse("desk:cashier-agreement", kwargs={"correction_id": found.pk})
    assert "không tự đồng ý" in text(nga.post(said, follow=True))
    assert "Đồng ý" in text(oanh.get(reverse("desk:cashier-second-looks")))
    oanh.post(said)

    order.refresh_from_db()
    assert order.paid_at is not None
    assert not UnmatchedMoney.objects.filter(settled_at=None).exists()
    assert "Đã xong" in text(nga.get(address))


def test_a_transfer_back_is_sent_and_its_number_noted(world: World) -> None:
    nga, oanh = door("nga"), door("oanh")
    entry = crediting.credit(money(), at=legal_time.now()).entry
    address = reverse("desk:cashier-money", kwargs={"entry_id": entry.pk})
    wish = {"kind": "refund", "amount": "10.000", "reason": "Chuyển nhầm"}
    assert "cách hoàn trả" in text(nga.post(address, wish), 409)
    assert "số tài khoản" in text(nga.post(address, {**wish, "way": "transfer"}), 422)
    nga.post(address, {**wish, "way": "transfer", "to": "0123456789 VCB LAN"})
    found = {"correction_id": Correction.objects.get().pk}
    oanh.post(reverse("desk:cashier-agreement", kwargs=found))
    assert "0123456789" in text(nga.get(reverse("desk:cashier-second-looks")))

    sending = reverse("desk:cashier-sending", kwargs=found)
    assert "số bút toán" in text(nga.post(sending, {"transaction": ""}, follow=True))
    nga.post(sending, {"transaction": "FT1234"})

    assert MoneyEntry.objects.get(kind="refunded").transaction == "FT1234"
    assert "0123456789" not in text(nga.get(reverse("desk:cashier-second-looks")))


def test_the_head_can_be_the_second_and_turn_down(world: World) -> None:
    head = door("tuan", Role.HEAD)
    entry = crediting.credit(money(order_of(world), amount=1), at=legal_time.now()).entry
    address = reverse("desk:cashier-money", kwargs={"entry_id": entry.pk})
    door("nga").post(address, {"kind": "refund", "amount": "1", "reason": "Thử", "way": "cash"})

    assert "Thử" in text(head.get(reverse("desk:cashier-second-looks")))
    head.post(reverse("desk:cashier-turning-down", kwargs={"correction_id": Correction.objects.get().pk}))

    assert Correction.objects.get().state == "turned_down"
    assert head.get(reverse("desk:cashier")).status_code == 404


def test_a_statement_is_handed_in_and_told_line_by_line(world: World) -> None:
    nga, order = door("nga"), order_of(world)
    lines = ["Ngày giao dịch,Số bút toán,Ghi có,Nội dung", f'17/11/2026,FT1,"{order.amount}",{order.code}', "x,,,"]
    address = reverse("desk:cashier-statements")
    assert "Chọn tệp" in text(nga.post(address, {}), 422)
    assert "Không đọc được tệp" in text(nga.post(address, {"file": SimpleUploadedFile("a.csv", b"a,b")}), 422)

    made = nga.post(address, {"file": SimpleUploadedFile("sao ke.csv", "\n".join(lines).encode())}, follow=True)

    assert "Thiếu bên ta" in text(made)
    assert "chưa được ghi vào sổ" in text(made)
    assert "Đồng ý ghi vào sổ" not in text(made)
    number = {"reconciliation_id": Reconciliation.objects.get().pk}
    agreement = reverse("desk:cashier-statement-agreement", kwargs=number)
    assert "không tự đồng ý" in text(nga.post(agreement, follow=True))
    assert not MoneyEntry.objects.exists()

    head = door("tuan", Role.HEAD)
    assert reverse("desk:cashier-statement", kwargs=number) in text(head.get(reverse("desk:cashier-second-looks")))
    assert "Đồng ý ghi vào sổ" in text(head.get(reverse("desk:cashier-statement", kwargs=number)))
    assert "Đã đồng ý" in text(head.post(agreement, follow=True))

    assert "Đã ghi cho hồ sơ" in text(nga.get(reverse("desk:cashier-statement", kwargs=number)))
    assert PaymentOrder.objects.get(pk=order.pk).paid_at is not None
    assert "đã có người xử lý" in text(head.post(agreement, follow=True))
    assert "Không có dòng nào" in text(nga.get(reverse("desk:cashier-statement", kwargs=number), {"show": "matched"}))
    assert "Sao kê ngân hàng" in text(nga.get(address))


def test_others_money_is_not_there(world: World) -> None:
    order = order_of(world)
    entry = crediting.credit(money(order), at=legal_time.now()).entry
    elsewhere = door("thao", Role.CASHIER)

    assert elsewhere.get(reverse("desk:cashier-money", kwargs={"entry_id": entry.pk})).status_code == 404
    code = dossier_of(order.duty).code
    assert elsewhere.get(reverse("desk:cash", kwargs={"code": code})).status_code == 404
    assert "Không có hồ sơ nào" in text(elsewhere.get(reverse("desk:cashier"), {"code": str(code)}, follow=True))
