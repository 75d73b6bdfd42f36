"""A statement is of the agency whose cashier handed it in: for all others it is not there, nor is what it compares."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.payments import access, corrections, crediting, reconciling, statements
from motcua.effects.payments.models import Agreement, MoneyEntry, Reconciliation, ReconciliationRow
from tests.doors import door
from tests.money import money, order_of
from tests.world import TUESDAY, WEDNESDAY, World, officer

FILES = reverse("desk:cashier-statements")
NGA, THAO = "H99.1.1", "H99.0"


def content(*rows: tuple[str, int, str]) -> bytes:
    lines = ["Ngày giao dịch,Số bút toán,Ghi có,Nội dung"]
    return "\n".join([*lines, *(f'17/11/2026,{number},"{amount}",{words}' for number, amount, words in rows)]).encode()


def hand_in(who: str, file: bytes) -> Any:
    role = Role.CASHIER if who == "thao" else None
    return door(who, role).post(FILES, {"file": SimpleUploadedFile("sao ke.csv", file)}, follow=True)


def pages_of(made: Reconciliation) -> tuple[str, str]:
    number = {"reconciliation_id": made.pk}
    return reverse("desk:cashier-statement", kwargs=number), reverse("desk:cashier-statement-agreement", kwargs=number)


def test_what_one_agency_hands_in_is_not_there_for_another(world: World) -> None:
    order = order_of(world)
    hand_in("nga", content(("FT1", order.amount, order.code)))
    made = Reconciliation.objects.select_related("agency").get()
    shown, agreement = pages_of(made)
    thao = door("thao", Role.CASHIER)

    assert made.agency is not None
    assert made.agency.code == NGA
    assert (thao.get(shown).status_code, thao.post(agreement).status_code) == (404, 404)
    assert shown not in thao.get(FILES).text
    assert shown not in thao.get(reverse("desk:cashier-second-looks")).text
    assert not MoneyEntry.objects.exists()
    with pytest.raises(corrections.NotForMoney):
        reconciling.agree(made, actor=officer("thao", Role.CASHIER), at=WEDNESDAY)
    for hers in (door("nga"), door("oanh"), door("tuan", Role.HEAD)):
        assert hers.get(shown).status_code == 200
    assert door("son", Role.HEAD).get(shown).status_code == 404, "the head of another commune"


def test_the_same_file_handed_in_elsewhere_is_another_and_tells_nothing_of_the_first(world: World) -> None:
    order = order_of(world)
    file = content(("FT1", order.amount + 1, order.code))
    crediting.credit(money(order, transaction="FT1"), at=TUESDAY)
    hand_in("nga", file)

    page = hand_in("thao", file)

    first, second = Reconciliation.objects.select_related("agency").order_by("pk")
    assert [each.agency and each.agency.code for each in (first, second)] == [NGA, THAO]
    assert f"{order.amount:,}".replace(",", ".") not in page.text, "what others have in their book"
    assert f"{order.amount:,}".replace(",", ".") in door("nga").get(pages_of(first)[0]).text


def test_what_is_missing_in_a_file_is_looked_for_in_its_own_book(world: World) -> None:
    order = order_of(world)
    crediting.credit(money(order, transaction="FT7"), at=TUESDAY)
    crediting.credit(money(transaction="of nobody"), at=TUESDAY)
    file = content(("FT8", 5_000, "khong ro"))

    for who in ("nga", "thao"):
        hand_in(who, file)

    rows = ReconciliationRow.objects.filter(agreement=Agreement.MISSING_THERE)
    missing = {code: list(rows.filter(reconciliation__agency__code=code)) for code in (NGA, THAO)}
    named = {code: [row.transaction for row in found] for code, found in missing.items()}
    assert named == {NGA: ["FT7"], THAO: []}


def test_of_a_file_that_was_read_for_all_each_sees_the_lines_of_its_own_money(world: World) -> None:
    order = order_of(world)
    file = content(("FT1", order.amount, order.code))
    made = reconciling.reconcile(file, column_map=statements.recognised(file), at=WEDNESDAY)
    nga, thao = officer("nga"), officer("thao", Role.CASHIER)

    assert [row.transaction for row in access.rows_for(nga, made)] == ["FT1"]
    assert list(access.statements_for(nga)) == [made]
    assert list(access.statements_for(thao)) == []
    assert not access.statements_for(world.minh).exists()


def test_the_command_reads_for_one_agency_or_for_all(world: World, tmp_path: Path) -> None:
    order = order_of(world)
    file = tmp_path / "sao-ke.csv"
    file.write_bytes(content(("FT1", order.amount, order.code)))

    call_command("reconcile", file, "--agency", NGA, stdout=io.StringIO())
    call_command("reconcile", file, stdout=io.StringIO())

    owners = Reconciliation.objects.order_by("pk").values_list("agency__code", flat=True)
    assert list(owners) == [NGA, None]
    assert MoneyEntry.objects.count() == 1
    with pytest.raises(CommandError, match="no agency"):
        call_command("reconcile", file, "--agency", "H0", stdout=io.StringIO())
