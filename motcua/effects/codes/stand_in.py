"""The telephone of the demonstration: shows on a page what a telephone company would deliver."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from motcua.effects.codes.models import StandInMessage
from motcua.foundation.accounts.sealed import seal

MOST_SHOWN = 10


def deliver(phone: str, *, text: str, at: datetime) -> None:
    """Raises ImproperlyConfigured outside a demonstration: a code that anybody can read proves nothing."""
    if not settings.DEMO:
        raise ImproperlyConfigured("The stand-in telephone exists in a demonstration only.")
    StandInMessage.objects.create(phone_sealed=seal(phone), text=text, sent_at=at)


def newest() -> list[StandInMessage]:
    return list(StandInMessage.objects.order_by("-pk")[:MOST_SHOWN])
