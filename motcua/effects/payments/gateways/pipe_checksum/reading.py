"""What such a gateway says of a payment, in our words."""

from collections.abc import Mapping

from motcua.effects.payments.crediting import Incoming
from motcua.effects.payments.gateways import moments
from motcua.effects.payments.models import Means
from motcua.effects.payments.port import Answered, Standing

PAID = "00"
#: Of QUERY; the values are inferred. Where the field is missing, the code alone says it.
_PAID_STATES = frozenset({"", "00", "1"})
_KEPT = ("code", "status", "transaction", "bank", "moment")
_LONGEST = 64
_LONGEST_AMOUNT = 13


def is_paid(heard: Mapping[str, str]) -> bool:
    return heard.get("code") == PAID


def money(heard: Mapping[str, str], *, gateway: str) -> Incoming:
    """Raises moments.Unreadable."""
    number, amount = heard.get("transaction", ""), heard.get("amount", "")
    if not 0 < len(number) <= _LONGEST:
        raise moments.Unreadable
    if not (amount.isascii() and amount.isdecimal() and len(amount) <= _LONGEST_AMOUNT) or not int(amount):
        raise moments.Unreadable
    return Incoming(
        gateway=gateway,
        transaction=number,
        amount=int(amount),
        means=Means.BANK,
        paid_at=moments.read(heard.get("moment")),
        reference=heard.get("reference", ""),
        currency=heard.get("currency", "")[:3] or "VND",
    )


def facts(heard: Mapping[str, str]) -> dict[str, str]:
    return {name: heard[name][:_LONGEST] for name in _KEPT if heard.get(name)}


def standing(heard: Mapping[str, str], *, gateway: str) -> Standing:
    kept = facts(heard)
    if not is_paid(heard):
        return Standing(Answered.FAILED if heard.get("status") else Answered.STILL_OPEN, facts=kept)
    if heard.get("status", "") not in _PAID_STATES:
        return Standing(Answered.STILL_OPEN, facts=kept)
    try:
        return Standing(Answered.PAID, money(heard, gateway=gateway), kept)
    except moments.Unreadable:
        return Standing(Answered.UNKNOWN, facts=kept)
