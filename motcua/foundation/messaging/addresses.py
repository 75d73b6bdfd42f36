"""Where a message goes. Looked up when it leaves, so that it goes where she can be reached today."""

from motcua.foundation.accounts.sealed import unseal
from motcua.foundation.messaging import preferences
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.models import Message, PushSubscription

_SHOWN_DIGITS = 3
_COUNTRY = "84"


def of(message: Message) -> str:
    """Empty where she has none. For pushes, how many of her devices want them."""
    if message.address_sealed:
        return unseal(message.address_sealed)
    if message.person is None:
        return ""
    if message.channel == Channel.EMAIL:
        return message.person.email
    if message.channel == Channel.PUSH:
        devices = PushSubscription.objects.filter(account__person=message.person_id, account__is_active=True).count()
        return str(devices) if devices else ""
    named = preferences.contact_phone(message.person.pk)
    return named.phone if named else message.person.phone


def shown(address: str, *, channel: str) -> str:
    """Enough for her to know which it was, and for nobody else to use it."""
    if channel == Channel.PUSH:
        return address
    if channel == Channel.EMAIL:
        name, _, house = address.partition("@")
        return f"{name[:1]}…@{house}"[:60]
    return f"…{address[-_SHOWN_DIGITS:]}"


def with_country(phone: str) -> str:
    """As gateways want it: 84912345678."""
    digits = "".join(each for each in phone if each.isdigit())
    return _COUNTRY + digits[1:] if digits.startswith("0") else digits
