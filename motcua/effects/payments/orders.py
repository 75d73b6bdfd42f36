"""What is asked for: the order of a duty, where its money is to arrive, and each try to pay it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.dossiers.models import Dossier, FeeDuty
from motcua.effects.payments import order_codes
from motcua.effects.payments.models import Attempt, EntryKind, PayeeAccount, PaymentOrder
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal

#: So long a gateway's page may stay open: VNPAY's own default.
ATTEMPT_LIVES = timedelta(minutes=15)
#: When the gateway is asked first about a try that it has said nothing of.
FIRST_ASKED_AFTER = timedelta(minutes=15)
#: Of agencies that answer to each other; more is a mistake in the data.
_HIGHEST = 5


class AlreadyPaid(Refusal):
    """This sum is paid: nobody pays it twice."""


class SaidPaid(Refusal):
    """Another system says that this sum was paid there: nobody pays it twice while its money is looked for."""


class NothingToPay(Refusal):
    """This sum is no longer asked for."""


@dataclass(frozen=True, slots=True)
class Payee:
    """Where money is to arrive. `bank_bin` is empty where the authority told us only the bank's name."""

    bank_bin: str
    bank_name: str
    account: str
    name: str


def order_for(duty: FeeDuty, *, at: datetime) -> PaymentOrder:
    """The one order of this duty, made on first need. Raises NothingToPay for what is free, settled or cancelled."""
    made = PaymentOrder.objects.filter(duty=duty).first()
    if made is not None:
        return made
    if not duty.is_open or not duty.amount:
        raise NothingToPay
    order, _ = PaymentOrder.objects.get_or_create(
        duty=duty,
        defaults={
            "code": order_codes.new_code(),
            "amount": duty.amount,
            "payee": _payee(duty, on=legal_day(at)),
            "created_at": at,
        },
    )
    return order


def payee_of(order: PaymentOrder) -> Payee | None:
    """None where nobody has set up an account: then it can be paid at the counter only."""
    said = order.payee
    if not said.get("account"):
        return None
    return Payee(said.get("bank_bin", ""), said.get("bank_name", ""), said["account"], said.get("name", ""))


def outstanding(order: PaymentOrder) -> int:
    """What is still to be paid: less only where two people assigned part of it by hand."""
    if order.paid_at is not None:
        return 0
    credited = order.entries.filter(credited=True, kind__in=(EntryKind.RECEIVED, EntryKind.ASSIGNED))
    return order.amount - sum(credited.values_list("amount", flat=True))


def outstanding_of(duty: FeeDuty) -> int:
    """The same of a duty for which nobody may have made an order yet."""
    order = PaymentOrder.objects.filter(duty=duty).first()
    return outstanding(order) if order else duty.amount


@transaction.atomic
def begin_attempt(order: PaymentOrder, *, gateway: str, at: datetime, lives: timedelta = ATTEMPT_LIVES) -> Attempt:
    """One more try at a gateway. Raises AlreadyPaid, NothingToPay, SaidPaid."""
    held = PaymentOrder.objects.select_for_update(of=("self",)).select_related("duty").get(pk=order.pk)
    if held.paid_at is not None:
        raise AlreadyPaid
    if not held.duty.is_open:
        raise NothingToPay
    if held.duty.is_said_paid:
        raise SaidPaid
    number = held.attempts.count() + 1
    return Attempt.objects.create(
        order=held,
        number=number,
        gateway=gateway,
        reference=f"{held.code}T{number:03d}",
        amount=outstanding(held),
        created_at=at,
        expires_at=at + lives,
        ask_at=at + max(lives, FIRST_ASKED_AFTER),
    )


def _payee(duty: FeeDuty, *, on: date) -> dict[str, str]:
    """The treasury's account that the notice names; otherwise that of the deciding agency, or of whom it answers to."""
    if duty.payable_to:
        said = duty.payable_to
        return {
            "bank_bin": said.get("bank_bin", ""),
            "bank_name": said.get("bank", ""),
            "account": said.get("account", ""),
            "name": said.get("name", ""),
        }
    dossier = (
        Dossier.objects.select_related("deciding_agency__managed_by").only("deciding_agency").get(pk=duty.dossier_id)
    )
    agency: Agency | None = dossier.deciding_agency
    for _ in range(_HIGHEST):
        if agency is None:
            break
        found = PayeeAccount.objects.open_on(on).filter(agency=agency).order_by("-valid_from").first()
        if found is not None:
            return {
                "bank_bin": found.bank_bin,
                "bank_name": found.bank_name,
                "account": found.account,
                "name": found.name,
            }
        agency = agency.managed_by
    return {}
