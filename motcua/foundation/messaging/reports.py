"""What became of a message after a gateway took it. Reports come late, twice, and before the gateway's own answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.foundation.messaging.models import Message, Outcome, State, Trouble, Try
from motcua.foundation.refusals import Refusal


class NotOurs(Refusal):
    """A report is about no message that we gave to this gateway."""


@transaction.atomic
def note(reference: UUID, *, gateway: str, outcome: Outcome, code: str, at: datetime) -> None:
    """DELIVERED is for good; a failure that is reported after it is only written down. Raises NotOurs."""
    message = Message.objects.select_for_update().filter(reference=reference).first()
    if message is None or not message.attempts.filter(gateway=gateway).exists():
        raise NotOurs
    if message.attempts.filter(gateway=gateway, outcome=outcome, code=code).exists():
        return
    trouble = Trouble.NONE if outcome == Outcome.DELIVERED else Trouble.NOT_DELIVERED
    Try.objects.create(
        message=message, number=message.tries, gateway=gateway, outcome=outcome, trouble=trouble, code=code, at=at
    )
    if outcome == Outcome.DELIVERED:
        message.state, message.trouble, message.delivered_at = State.DELIVERED, Trouble.NONE, at
        message.sent_at = message.sent_at or at
    elif message.state != State.DELIVERED:
        message.state, message.trouble, message.failed_at = State.FAILED_FOR_EVER, trouble, at
    message.save(update_fields=["state", "trouble", "delivered_at", "sent_at", "failed_at"])
