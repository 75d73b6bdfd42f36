"""Their book beside ours: nothing that came in stays unseen, and reading a file twice changes nothing."""

import base64
import io
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from motcua.dossiers.models import FeeDuty
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.payments import column_maps, corrections, crediting, reconciling, statements
from motcua.effects.payments.models import Agreement, MoneyEntry, PaymentOrder, Reconciliation, UnmatchedMoney
from motcua.effects.payments.statements import Said
from tests.money import money, order_of
from tests.world import TUESDAY, WEDNESDAY, World, officer

HEADINGS = ("Ngày giao dịch", "Số bút toán", "Ghi nợ", "Ghi có", "Nội dung")
TITLE = "SAO KÊ TÀI KHOẢN"


def bank_csv(*rows: tuple[str, int, str], day: str = "17/11/2026 10:15:00") -> bytes:
    lines = [TITLE, ",".join(HEADINGS)]
    lines += [f'{day},{number},,"{amount:,}",{words}' for number, amount, words in rows]
    return "\n".join([*lines, ",Tổng cộng,,999,"]).encode()


def read(content: bytes, *, gateway: str = "") -> Reconciliation:
    return reconciling.reconcile(content, column_map=statements.recognised(content, gateway=gateway), at=WEDNESDAY)


def found(made: Reconciliation) -> Counter[str]:
    return Counter(made.rows.values_list("agreement", flat=True))


def test_everything_that_two_books_can_disagree_about(world: World) -> None:
    orders = [order_of(world) for _ in range(4)]
    for number, order in enumerate(orders[:3]):
        crediting.credit(money(order, transaction=f"FT{number}"), at=TUESDAY)
    crediting.reverse(gateway="bank", transaction_of="FT2", at=TUESDAY)
    crediting.credit(money(transaction="only here"), at=TUESDAY)

    made = read(
        bank_csv(
            ("FT0", orders[0].amount, "a"),
            ("FT1", orders[1].amount + 1, "b"),
            ("FT2", orders[2].amount, "c"),
            ("FT3", orders[3].amount, f"nop {orders[3].code}"),
        )
    )

    assert found(made) == Counter(
        [
            Agreement.MATCHED,
            Agreement.AMOUNT_DIFFERS,
            Agreement.STATE_DIFFERS,
            Agreement.MISSING_HERE,
            Agreement.MISSING_THERE,
        ]
    )
    assert made.rows.get(agreement=Agreement.MISSING_HERE).result == "credited"
    assert PaymentOrder.objects.get(pk=orders[3].pk).paid_at == WEDNESDAY


def test_the_same_file_twice_is_the_same_result(world: World) -> None:
    order = order_of(world)
    content = bank_csv(("FT3", order.amount, f"nop {order.code}"))

    first = read(content)

    assert read(content).pk == first.pk
    assert found(first) == Counter([Agreement.MISSING_HERE])
    assert MoneyEntry.objects.count() == 1


def test_what_one_person_hands_in_moves_nothing_before_another_agrees(world: World) -> None:
    order, nga = order_of(world), officer("nga")
    content = bank_csv(("FT3", order.amount, f"nop {order.code} cam on"), ("FT4", 5, "an danh"))
    forged = statements.recognised(content)
    made = reconciling.reconcile(content, column_map=forged, at=WEDNESDAY, actor=nga)
    by_another_account = replace(officer("tuan", Role.HEAD), person_id=nga.person_id)

    assert not MoneyEntry.objects.exists()
    assert list(made.rows.order_by("line").values_list("reference", flat=True)) == [order.code, ""]
    for same in (nga, by_another_account):
        with pytest.raises(corrections.SamePerson):
            reconciling.agree(made, actor=same, at=WEDNESDAY)
    with pytest.raises(corrections.NotForMoney):
        reconciling.agree(made, actor=world.minh, at=WEDNESDAY)
    assert not MoneyEntry.objects.exists()

    reconciling.agree(made, actor=officer("oanh"), at=WEDNESDAY)

    assert list(made.rows.order_by("line").values_list("result", flat=True)) == ["credited", "unknown_order"]
    assert PaymentOrder.objects.get(pk=order.pk).paid_at == WEDNESDAY
    with pytest.raises(corrections.CorrectionOver):
        reconciling.agree(made, actor=officer("oanh"), at=WEDNESDAY)


def test_what_the_bank_told_before_the_second_agreed_is_the_same_money(world: World) -> None:
    order = order_of(world)
    content = bank_csv(("FT3", order.amount, order.code))
    read_by_hand = statements.recognised(content)
    made = reconciling.reconcile(content, column_map=read_by_hand, at=WEDNESDAY, actor=officer("nga"))
    crediting.credit(money(order, transaction="FT3"), at=WEDNESDAY)

    reconciling.agree(made, actor=officer("oanh"), at=WEDNESDAY)

    assert made.rows.get().result == "credited"
    assert MoneyEntry.objects.count() == 1


def test_a_file_of_more_days_finds_what_the_first_brought(world: World) -> None:
    order = order_of(world)
    read(bank_csv(("FT3", order.amount, order.code)))

    second = read(bank_csv(("FT3", order.amount, order.code), ("FT4", 20_000, "nop le phi")))

    assert found(second) == Counter([Agreement.MATCHED, Agreement.MISSING_HERE])
    assert UnmatchedMoney.objects.get().entry.transaction == "FT4"


def test_what_a_payer_wrote_is_not_kept(world: World) -> None:
    made = read(bank_csv(("FT3", 10_000, "NGUYEN THI NGOC LAN 001195000011")))

    kept = str([*made.rows.values(), *MoneyEntry.objects.values(), *UnmatchedMoney.objects.values()])
    assert "LAN" not in kept
    assert "001195000011" not in kept


def test_days_of_which_a_file_does_not_speak_are_not_missing_from_it(world: World) -> None:
    crediting.credit(money(transaction="later", paid_at=TUESDAY + timedelta(days=1)), at=WEDNESDAY)

    assert found(read(bank_csv(("FT3", 10_000, "x")))) == Counter([Agreement.MISSING_HERE])


def test_vnpay_says_what_failed_and_what_went_back(world: World) -> None:
    paid, failed_here = order_of(world), order_of(world)
    for name, order in (("1", paid), ("2", failed_here)):
        crediting.credit(money(order, gateway="vnpay", transaction=name), at=TUESDAY)
    crediting.reverse(gateway="vnpay", transaction_of="1", at=TUESDAY)
    heading = "Mã giao dịch VNPAY,Mã tham chiếu,Số tiền,Phí,Trạng thái,Thời gian giao dịch,Nội dung"
    lines = [
        f"1,A,{paid.amount},0,05,17/11/2026 10:00:00,x",
        f"2,B,{failed_here.amount},0,02,17/11/2026 10:00:00,x",
        "3,C,5000,0,02,17/11/2026 10:00:00,x",
    ]

    made = read("\n".join([heading, *lines]).encode())

    assert (made.gateway, dict(made.rows.values_list("transaction", "agreement"))) == (
        "vnpay",
        {"1": Agreement.MATCHED, "2": Agreement.STATE_DIFFERS},
    )


def test_the_platforms_file_of_pipes_in_base64(world: World) -> None:
    heading = "ngay_gd|ma_doi_tac|ma_tham_chieu|ma_gd_ngan_hang|so_tien|phi|trang_thai|ma_don_vi|tk_thu_huong|noi_dung"
    order = order_of(world)
    line = f"20261117101500|DT01|{order.code}T001|GD0001|{order.amount}|0|00|H99.1|0123|Le phi"

    made = read(base64.b64encode(f"{heading}\n{line}".encode()))

    row = made.rows.get()
    assert (made.gateway, row.result) == ("platform", "credited")
    assert FeeDuty.objects.get(pk=order.duty_id).settled_at == WEDNESDAY


def test_an_excel_sheet_with_a_title_and_real_dates(world: World) -> None:
    order = order_of(world)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    sheet.append([])
    sheet.append(list(HEADINGS))
    sheet.append([TUESDAY.replace(tzinfo=None), "FT9", None, float(order.amount), f"nop {order.code}"])
    held = io.BytesIO()
    book.save(held)

    made = read(held.getvalue())

    assert (made.column_map, made.rows.get().result) == ("bank_xlsx", "credited")


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1500000", 1_500_000), ("1.500.000 đ", 1_500_000), ("1,500,000.00", 1_500_000), ("1.500.000,00 VND", 1_500_000)],
)
def test_amounts_as_banks_write_them(written: str, amount: int) -> None:
    content = "\n".join([",".join(HEADINGS), f'17/11/2026,FT1,,"{written}",x']).encode()

    (row,) = statements.rows_of(content, column_maps.map_named("bank_csv"))

    assert (row.amount, row.said) == (amount, Said.PAID)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", statements.StatementUnreadable),
        (b"\x00\xff\xfe garbage", statements.StatementUnreadable),
        (b"PK\x03\x04 not a sheet", statements.StatementUnreadable),
        (b"a,b,c\n1,2,3", statements.StatementUnreadable),
        (bank_csv(("FT1", 1, "x"), day="31/31/2026"), statements.StatementLineUnreadable),
        (bank_csv(("FT1", 0, "x")), statements.StatementLineUnreadable),
        (b"x" * (20 * 2**20 + 1), statements.StatementTooLarge),
    ],
    ids=["empty", "garbage", "half a zip", "other columns", "no such day", "nothing", "huge"],
)
def test_what_is_no_statement_is_refused_and_nothing_is_half_done(
    world: World, content: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        read(content)

    assert not Reconciliation.objects.exists()
    assert not MoneyEntry.objects.exists()


def test_a_line_that_cannot_be_read_undoes_the_lines_before_it(world: World) -> None:
    order = order_of(world)
    content = bank_csv(("FT1", order.amount, order.code)) + b"\nnever,FT2,,5,x"

    with pytest.raises(statements.StatementLineUnreadable):
        read(content)

    assert not MoneyEntry.objects.exists()


def test_the_command_says_what_it_found(world: World, tmp_path: Path) -> None:
    order, said = order_of(world), io.StringIO()
    file = tmp_path / "sao ke.csv"
    file.write_bytes(bank_csv(("FT1", order.amount, order.code)))

    call_command("reconcile", str(file), gateway="bank", stdout=said)

    assert "missing_here" in said.getvalue()
    assert "credited" in said.getvalue()
    with pytest.raises(CommandError, match="not what the column map describes"):
        call_command("reconcile", str(file), gateway="vnpay", stdout=said)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("reconcile", str(tmp_path / "not there"), stdout=said)
