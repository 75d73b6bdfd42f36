"""In which ways one sum can be paid, here and now."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from markupsafe import Markup

from motcua.dossiers.models import FeeDuty
from motcua.effects.payments import orders
from motcua.effects.payments.gateways.bank_notice import inbound as bank_door
from motcua.effects.payments.gateways.table import PIPES
from motcua.effects.payments.gateways.vietqr import banks, payload
from motcua.effects.payments.gateways.vietqr.payload import Transfer
from motcua.effects.payments.gateways.vnpay import paying as vnpay
from motcua.effects.payments.models import PaymentOrder
from motcua.effects.payments.orders import Payee
from motcua.sites.ui import qr_codes


@dataclass(frozen=True, slots=True)
class BankLink:
    name: str
    address: str
    fills_in: bool


@dataclass(frozen=True, slots=True)
class ByTransfer:
    """`code` is what the words of the transfer must hold; there is no drawing where the bank's number is not known."""

    payee: Payee
    amount: int
    code: str
    drawing: Markup | None
    bank_links: tuple[BankLink, ...]
    #: Whether the bank tells us at once; otherwise its statement does, the next working day.
    told_at_once: bool


def by_transfer(order: PaymentOrder) -> ByTransfer | None:
    """None where no account is set up for it."""
    payee = orders.payee_of(order)
    if payee is None:
        return None
    transfer = transfer_of(order)
    return ByTransfer(
        payee=payee,
        amount=orders.outstanding(order),
        code=order.code,
        drawing=qr_codes.svg(payload.written(transfer)) if transfer else None,
        bank_links=_bank_links(transfer) if transfer else (),
        told_at_once=bank_door.is_open(),
    )


def transfer_of(order: PaymentOrder) -> Transfer | None:
    payee = orders.payee_of(order)
    if payee is None or not payee.bank_bin:
        return None
    return Transfer(payee.bank_bin, payee.account, orders.outstanding(order), order.code)


def gateways_open(duty: FeeDuty) -> tuple[str, ...]:
    """By their keys. What a notice asks for the treasury goes to its account, and not through our contract."""
    if duty.payable_to:
        return ()
    return (*(("vnpay",) if vnpay.is_open() else ()), *(key for key, pipe in PIPES.items() if pipe.access.is_open))


def _bank_links(transfer: Transfer) -> tuple[BankLink, ...]:
    told = urlencode({"qr": payload.written(transfer)})
    stand_in = (BankLink("", f"{settings.BANK_APP_URL}?{told}", fills_in=True),) if settings.BANK_APP_URL else ()
    return (*stand_in, *(BankLink(bank.name, banks.link(bank, transfer), bank.fills_in) for bank in banks.BANK_APPS))
