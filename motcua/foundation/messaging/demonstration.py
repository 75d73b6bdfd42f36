"""What the stand-ins of a demonstration have received. Asked by one page, which exists there only."""

from datetime import datetime

import httpx
from django.conf import settings

from motcua.foundation.messaging.gateways.mailbox import Received

_WITHIN_SECONDS = 1.0
MOST_SHOWN = 30


class MailboxUnreachable(Exception):
    """The stand-ins are not running."""


def newest() -> list[tuple[Received, datetime]]:
    """Raises MailboxUnreachable."""
    if not settings.STAND_IN_MAILBOX:
        raise MailboxUnreachable
    try:
        answer = httpx.get(f"{settings.STAND_IN_MAILBOX}/received", timeout=_WITHIN_SECONDS, trust_env=False)
    except httpx.HTTPError:
        raise MailboxUnreachable from None
    received = [Received(**each) for each in answer.json()[:MOST_SHOWN]]
    return [(each, datetime.fromisoformat(each.at)) for each in received]
