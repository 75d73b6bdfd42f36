"""Cash at the counter: taken for one duty, written into the book of the day, and the day closed once."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum

from motcua.dossiers.models import FeeDuty
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.payments import crediting, orders
from motcua.effects.payments.crediting import CreditResult, Incoming
from motcua.effects.payments.models import DayClose, EntryKind, Means, MoneyEntry
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.money import dong
from motcua.foundation.refusals import Refusal

#: Under this name the counters' cash stands in the book.
COUNTER = "counter"


class NotACashier(Refusal):
    """Money is taken and given back by whoever keeps the drawer."""


class TooLittleGiven(Refusal):
    """Less was handed over than is owed."""


class DayClosed(Refusal):
    """This day is closed, once and for good."""


class DayHasNotCome(Refusal):
    """A day is closed when it is there."""


class EarlierDayOpen(Refusal):
    """Days are closed in their order."""


class DifferenceWithoutReason(Refusal):
    """What was counted is not what the book expects, and nobody has said why."""


@transaction.atomic
def take(duty: FeeDuty, *, given: int, key: str, actor: Actor, at: datetime) -> MoneyEntry:
    """All that is still owed, in cash. `key` is of the form: pressing twice takes once.

    Raises NotACashier, TooLittleGiven, SaidPaid, and AlreadyPaid or NothingToPay where somebody else was faster.
    """
    require_cashier(actor)
    if duty.is_said_paid:
        raise orders.SaidPaid
    order = orders.order_for(duty, at=at)
    before = MoneyEntry.objects.filter(gateway=COUNTER, transaction=key, kind=EntryKind.RECEIVED, order=order).first()
    if before is not None:
        return before
    owed = orders.outstanding(order)
    if not owed:
        raise orders.AlreadyPaid
    if given < owed:
        raise TooLittleGiven(owed=dong(owed))
    money = Incoming(
        COUNTER, key, owed, Means.CASH, at, reference=order.code, counter={**at_counter(actor, at=at), "given": given}
    )
    done = crediting.credit(money, at=at, actor=actor)
    if done.result is CreditResult.ORDER_CLOSED:
        raise orders.NothingToPay
    if done.result not in {CreditResult.CREDITED, CreditResult.ALREADY}:
        raise orders.AlreadyPaid
    return done.entry


def at_counter(actor: Actor, *, at: datetime) -> dict[str, Any]:
    """Which drawer, and which day of its book. Held, so that nothing slips into a day that is being closed."""
    unit_id, post_id, account_id = seat_of(actor)
    _hold_drawer(unit_id)
    return {"unit_id": unit_id, "post_id": post_id, "account_id": account_id, "day": book_day(unit_id, at=at)}


def seat_of(actor: Actor) -> tuple[int, int, int]:
    """Unit, post and account of an officer."""
    assert actor.agency_id is not None, "officers sit at an agency"
    assert actor.post_id is not None, "officers have posts"
    assert actor.account_id is not None, "officers have accounts"
    return actor.agency_id, actor.post_id, actor.account_id


def require_cashier(actor: Actor) -> None:
    if actor.role is not Role.CASHIER:
        raise NotACashier


def book_day(unit_id: int, *, at: datetime) -> date:
    """The day on which money of this moment stands: after the close of a day, the next working day."""
    today = legal_day(at)
    closed = DayClose.objects.filter(unit_id=unit_id, day__gte=today).order_by("-day").first()
    if closed is None:
        return today
    return versions.calendar_of(versions.current_id()).next_open_day(closed.day)


def open_days(unit_id: int, *, at: datetime) -> list[date]:
    """Days with cash that nobody has closed, and today, in their order."""
    today = legal_day(at)
    closed = set(DayClose.objects.filter(unit_id=unit_id).values_list("day", flat=True))
    used = MoneyEntry.objects.filter(unit_id=unit_id, day__lte=today).values_list("day", flat=True).distinct()
    return sorted(({day for day in used if day} | {today}) - closed)


def lines_of(unit_id: int, *, day: date) -> list[dict[str, Any]]:
    """What the drawer took and gave back, by kind."""
    rows = MoneyEntry.objects.filter(unit_id=unit_id, day=day).values("means", "kind")
    return list(rows.annotate(count=Count("pk"), amount=Sum("amount")).order_by("means", "-kind"))


def expected_on(unit_id: int, *, day: date) -> int:
    return sum(_SIGN[line["kind"]] * line["amount"] for line in lines_of(unit_id, day=day))


@transaction.atomic
def close(*, day: date, counted: int, reason: str, actor: Actor, at: datetime) -> DayClose:
    """Raises NotACashier, DayHasNotCome, DayClosed, EarlierDayOpen, DifferenceWithoutReason."""
    require_cashier(actor)
    unit_id, post_id, account_id = seat_of(actor)
    _hold_drawer(unit_id)
    if day > legal_day(at):
        raise DayHasNotCome
    if DayClose.objects.filter(unit_id=unit_id, day__gte=day).exists():
        raise DayClosed
    if (first := open_days(unit_id, at=at)[0]) < day:
        raise EarlierDayOpen(day=first)
    expected = expected_on(unit_id, day=day)
    if counted != expected and not reason.strip():
        raise DifferenceWithoutReason(difference=dong(abs(counted - expected)))
    return DayClose.objects.create(
        unit_id=unit_id,
        day=day,
        lines=lines_of(unit_id, day=day),
        expected=expected,
        counted=counted,
        reason=reason.strip(),
        closed_at=at,
        closed_by_id=account_id,
        post_id=post_id,
    )


_SIGN = {EntryKind.RECEIVED: 1, EntryKind.REFUNDED: -1, EntryKind.REVERSED: -1, EntryKind.ASSIGNED: 0}


def _hold_drawer(unit_id: int) -> None:
    crediting.lock("drawer", str(unit_id))
