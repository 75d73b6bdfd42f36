"""Send one delivery: write down that it is tried, send, write down what came of it.

Whoever is killed in between leaves a delivery that waits, and it is sent again under the same id: perhaps twice, and
never not at all.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import httpx
from django.conf import settings
from django.db import transaction

from motcua.effects.systems import signature
from motcua.effects.systems.models import Delivery, Standing, Trouble
from motcua.foundation import outgoing

#: While a try is under way nobody begins another; longer than anybody is waited for.
LEASE = timedelta(minutes=2)
#: News is tried so long; after that it waits for a person.
PATIENCE = timedelta(hours=72)
#: After each failure the next pause; the last one stays.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40, 60, 120, 240, 360))
_WITHIN = httpx.Timeout(10.0, connect=3.0)
_TAKEN = range(200, 300)
#: The other side says that nobody is there any more.
_GONE = 410


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one try."""

    trouble: Trouble
    status: int | None = None


def send(delivery_id: UUID, *, at: datetime) -> None:
    """Send it, if it is due and nobody else is at it."""
    delivery = _begin(delivery_id, at=at)
    if delivery is not None:
        _end(delivery, _posted(delivery, at=at), at=at)


@transaction.atomic
def send_again(delivery: Delivery, *, at: datetime) -> None:
    """A person has mended what was wrong: three more days."""
    dead = Delivery.objects.filter(pk=delivery.pk, standing=Standing.DEAD, subscription__ended_at=None)
    dead.update(
        standing=Standing.WAITING, trouble=Trouble.NONE, first_tried_at=None, next_at=at, woken_at=None, ended_at=None
    )


@transaction.atomic
def _begin(delivery_id: UUID, *, at: datetime) -> Delivery | None:
    due = Delivery.objects.filter(pk=delivery_id, standing=Standing.WAITING, next_at__lte=at)
    delivery = due.select_related("subscription").select_for_update(of=("self",), skip_locked=True).first()
    if delivery is None:
        return None
    delivery.tries += 1
    delivery.next_at = at + LEASE
    delivery.first_tried_at = delivery.first_tried_at or at
    delivery.save(update_fields=["tries", "next_at", "first_tried_at"])
    return delivery


def _posted(delivery: Delivery, *, at: datetime) -> Came:
    body = json.dumps(delivery.told, ensure_ascii=False).encode()
    signed = signature.headers(delivery.subscription.secret, message_id=str(delivery.pk), body=body, at=at)
    try:
        goes_to = outgoing.target(delivery.subscription.url, trusted=settings.WEBHOOK_PRIVATE_HOSTS)
        status = _status(goes_to, body, headers={**signed, "Content-Type": "application/json", "Host": goes_to.host})
    except outgoing.AddressNotAllowed:
        return Came(Trouble.ADDRESS_NOT_ALLOWED)
    except (outgoing.NameUnknown, httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL):
        return Came(Trouble.NOT_REACHED)
    except httpx.HTTPError:
        return Came(Trouble.NO_ANSWER)
    return Came(Trouble.NONE if status in _TAKEN else Trouble.NOT_TAKEN, status)


def _status(goes_to: outgoing.Target, body: bytes, *, headers: dict[str, str]) -> int:
    """Only the status counts: what else is answered is not read, however much of it there is."""
    named = {"sni_hostname": goes_to.server_name} if goes_to.server_name else {}
    with (
        httpx.Client(timeout=_WITHIN, follow_redirects=False, trust_env=False) as connection,
        connection.stream("POST", goes_to.url, content=body, headers=headers, extensions=named) as answer,
    ):
        return answer.status_code


def _end(delivery: Delivery, came: Came, *, at: datetime) -> None:
    known = {"trouble": came.trouble, "last_status": came.status}
    if came.trouble == Trouble.NONE:
        became = {"standing": Standing.DELIVERED, "ended_at": at}
    elif came.status == _GONE or at + _pause(delivery) >= (delivery.first_tried_at or at) + PATIENCE:
        became = {"standing": Standing.DEAD, "ended_at": at}
    else:
        became = {"next_at": at + _pause(delivery)}
    Delivery.objects.filter(pk=delivery.pk, standing=Standing.WAITING).update(**known, **became)


def _pause(delivery: Delivery) -> timedelta:
    return PAUSES[min(delivery.tries, len(PAUSES)) - 1]
