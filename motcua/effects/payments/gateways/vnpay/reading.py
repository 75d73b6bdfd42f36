"""What VNPAY says of a payment, by its two codes: paid only where both say so."""

from collections.abc import Mapping

from motcua.effects.payments.crediting import Incoming
from motcua.effects.payments.gateways import moments
from motcua.effects.payments.gateways.vnpay import codes, wire
from motcua.effects.payments.models import Means

#: What is kept of a message: codes, and nothing of the payer or her card.
_KEPT = ("vnp_ResponseCode", "vnp_TransactionStatus", "vnp_TransactionNo", "vnp_BankCode", "vnp_PayDate")
_LONGEST = 64


def is_paid(fields: Mapping[str, object]) -> bool:
    return fields.get("vnp_ResponseCode") == codes.PAID and fields.get("vnp_TransactionStatus") == codes.PAID


def is_over(fields: Mapping[str, object]) -> bool:
    """Ended, and nothing was taken from the payer."""
    return fields.get("vnp_TransactionStatus") in codes.ENDED and fields.get("vnp_ResponseCode") not in codes.UNCLEAR


def money(fields: Mapping[str, object], *, gateway: str) -> Incoming:
    """Raises moments.Unreadable."""
    number = str(fields.get("vnp_TransactionNo", ""))
    if not number.isalnum() or len(number) > _LONGEST or not number.strip("0"):
        raise moments.Unreadable
    return Incoming(
        gateway=gateway,
        transaction=number,
        amount=wire.amount_of(fields.get("vnp_Amount")),
        means=Means.BANK,
        paid_at=moments.read(fields.get("vnp_PayDate")),
        reference=str(fields.get("vnp_TxnRef", "")),
    )


def facts(fields: Mapping[str, object]) -> dict[str, str]:
    return {name: str(fields[name])[:_LONGEST] for name in _KEPT if fields.get(name)}
