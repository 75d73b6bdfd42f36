"""What eSMS reports of a message that it took. It does not sign: the address that it was given is the secret."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from motcua.foundation.messaging import reports
from motcua.foundation.messaging.gateways.esms import wire

GATEWAY = "esms"


def door_key() -> str:
    return salted_hmac("motcua.messaging.esms", "reports", algorithm="sha256").hexdigest()[:32]


def is_door_key(tried: str) -> bool:
    return constant_time_compare(tried, door_key())


def take(said: Mapping[str, str], *, at: datetime) -> None:
    """Raises reports.NotOurs, and nothing when it is said twice, late, or in the wrong order."""
    try:
        reference = UUID(said.get("RequestId", ""))
    except ValueError:
        raise reports.NotOurs from None
    status = said.get("SendStatus", "")
    if status in wire.REPORTED:
        outcome = wire.reported(status, failed=said.get("SendFailed", ""))
        reports.note(reference, gateway=GATEWAY, outcome=outcome, code=status, at=at)
