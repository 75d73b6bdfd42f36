"""Cash: taken once, given back by two people, and every drawer counted at the end of its day."""

from datetime import date

import pytest

from motcua.dossiers.models import FeeDuty, SettledHow
from motcua.effects.payments import cash, crediting, orders
from motcua.effects.payments.models import DayClose, EntryKind, MoneyEntry, UnmatchedMoney
from tests.money import money, order_of, owing
from tests.world import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, World, moment, officer

TUESDAY_DAY, WEDNESDAY_DAY = TUESDAY.date(), WEDNESDAY.date()


def take(duty: FeeDuty, *, given: int = 0, key: str = "form 1", sign_in: str = "nga") -> MoneyEntry:
    return cash.take(duty, given=given or duty.amount, key=key, actor=officer(sign_in), at=TUESDAY)


def test_cash_settles_the_duty_and_the_change_is_reckoned(world: World) -> None:
    duty = owing(world)

    entry = take(duty, given=duty.amount + 50_000)

    duty.refresh_from_db()
    assert (duty.settled_how, entry.change, entry.day) == (SettledHow.CASH, 50_000, TUESDAY_DAY)


def test_pressing_twice_takes_once(world: World) -> None:
    duty = owing(world)

    assert take(duty).pk == take(duty).pk
    with pytest.raises(orders.AlreadyPaid):
        take(duty, key="another form")
    assert MoneyEntry.objects.count() == 1


def test_too_little_is_not_taken_and_only_a_cashier_takes(world: World) -> None:
    duty = owing(world)

    with pytest.raises(cash.TooLittleGiven):
        take(duty, given=duty.amount - 1)
    with pytest.raises(cash.NotACashier):
        take(duty, sign_in="minh")
    assert not MoneyEntry.objects.exists()


def test_a_transfer_after_cash_waits_for_its_owner(world: World) -> None:
    order = order_of(world)
    take(order.duty)

    crediting.credit(money(order), at=WEDNESDAY)

    assert UnmatchedMoney.objects.get().ground == "order_paid"


def test_a_day_is_closed_once_and_what_comes_after_is_of_the_next(world: World) -> None:
    nga, first, second = officer("nga"), owing(world), owing(world)
    take(first)

    closed = cash.close(day=TUESDAY_DAY, counted=first.amount, reason="", actor=nga, at=moment("2026-11-17T16:30"))
    late = cash.take(second, given=second.amount, key="late", actor=nga, at=moment("2026-11-17T16:45"))

    assert (closed.expected, closed.difference, late.day) == (first.amount, 0, WEDNESDAY_DAY)
    with pytest.raises(cash.DayClosed):
        cash.close(day=TUESDAY_DAY, counted=0, reason="", actor=officer("oanh"), at=WEDNESDAY)


def test_a_friday_is_followed_by_a_monday(world: World) -> None:
    nga = officer("nga")
    cash.close(day=FRIDAY.date(), counted=0, reason="", actor=nga, at=FRIDAY)

    assert nga.agency_id is not None
    assert cash.book_day(nga.agency_id, at=FRIDAY) == date(2026, 11, 23)


def test_a_difference_wants_its_reason(world: World) -> None:
    duty, nga = owing(world), officer("nga")
    take(duty)

    with pytest.raises(cash.DifferenceWithoutReason):
        cash.close(day=TUESDAY_DAY, counted=duty.amount - 1000, reason=" ", actor=nga, at=TUESDAY)
    cash.close(day=TUESDAY_DAY, counted=duty.amount - 1000, reason="Trả thừa tiền lẻ", actor=nga, at=TUESDAY)

    assert DayClose.objects.get().difference == -1000


def test_days_are_closed_in_their_order_and_not_before_they_come(world: World) -> None:
    nga = officer("nga")
    take(owing(world))

    with pytest.raises(cash.EarlierDayOpen):
        cash.close(day=WEDNESDAY_DAY, counted=0, reason="", actor=nga, at=WEDNESDAY)
    with pytest.raises(cash.DayHasNotCome):
        cash.close(day=WEDNESDAY_DAY, counted=0, reason="", actor=nga, at=TUESDAY)
    with pytest.raises(cash.NotACashier):
        cash.close(day=TUESDAY_DAY, counted=0, reason="", actor=world.minh, at=TUESDAY)


def test_another_units_drawer_is_another_drawer(world: World) -> None:
    take(owing(world))

    thao = officer("thao")
    from motcua.dossiers.rules.lifecycle import Role

    there = officer("thao", Role.CASHIER)
    assert there.agency_id != officer("nga").agency_id
    assert there.agency_id is not None
    assert cash.expected_on(there.agency_id, day=TUESDAY_DAY) == 0
    assert thao.account_id == there.account_id


def test_the_kinds_of_a_day_add_up(world: World) -> None:
    first, second = owing(world), owing(world)
    take(first)
    take(second, key="form 2")
    nga = officer("nga")
    assert nga.agency_id is not None

    (line,) = cash.lines_of(nga.agency_id, day=TUESDAY_DAY)

    assert line == {"means": "cash", "kind": EntryKind.RECEIVED, "count": 2, "amount": first.amount + second.amount}
    assert cash.open_days(nga.agency_id, at=MONDAY) == [MONDAY.date()]
