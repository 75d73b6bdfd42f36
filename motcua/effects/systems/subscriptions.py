"""Where a system wants to be told of what."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from motcua.effects.systems.models import ConnectedSystem, Delivery, Standing, Subscription, Trouble
from motcua.effects.systems.telling import TOLD
from motcua.foundation import outgoing
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.refusals import Refusal

#: A system has so many at most; who wants more of one kind can hand them on itself.
MOST = 10
#: An address has so many letters at most.
LONGEST = 500
_SECRET_BYTES = 32


class TooManySubscriptions(Refusal):
    """Each thing that happens would be sent as often."""


class KindUnknown(Refusal):
    """Nothing of that kind is ever told."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new subscription and its secret, which is shown this once."""

    subscription: Subscription
    secret: str


@transaction.atomic
def make(system: ConnectedSystem, *, url: str, kinds: Sequence[str], at: datetime) -> Made:
    """Raises AddressNotAllowed, KindUnknown, TooManySubscriptions."""
    if len(url) > LONGEST:
        raise outgoing.AddressNotAllowed
    outgoing.require_form(url, trusted=settings.WEBHOOK_PRIVATE_HOSTS)
    if not kinds or not set(kinds) <= TOLD:
        raise KindUnknown
    ConnectedSystem.objects.select_for_update().get(pk=system.pk)
    if system.subscriptions.filter(ended_at=None).count() >= MOST:
        raise TooManySubscriptions(most=MOST)
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
    made = Subscription.objects.create(
        system=system, url=url, events=sorted(set(kinds)), secret_sealed=seal(secret), made_at=at
    )
    return Made(made, secret)


@transaction.atomic
def end(subscription: Subscription, *, at: datetime) -> None:
    """Nothing is sent there any more, not even what waits."""
    Subscription.objects.filter(pk=subscription.pk, ended_at=None).update(ended_at=at)
    waiting = Delivery.objects.filter(subscription=subscription, standing=Standing.WAITING)
    waiting.update(standing=Standing.DEAD, trouble=Trouble.ENDED, ended_at=at)
