"""The browsers that show a person our news."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.conf import settings

from motcua.foundation.accounts.sealed import seal, search_hash, unseal
from motcua.foundation.messaging.models import PushSubscription
from motcua.foundation.refusals import Refusal

_LONGEST, _SECRET_BYTES, _HTTPS = 2000, 16, 443
#: A person has so many devices at most; the oldest goes.
MOST = 10


class PushServiceUnknown(Refusal):
    """The subscription names no push service that we send to: any address at all would make us anybody's messenger."""


class SubscriptionBroken(Refusal):
    """What the browser sent is not a subscription."""


@dataclass(frozen=True, slots=True)
class Device:
    pk: int
    endpoint: str
    #: {"p256dh", "auth"}, as web push libraries want them.
    keys: Mapping[str, str]


def add(account_id: int, *, endpoint: str, p256dh: str, auth: str, device: str, at: datetime) -> None:
    """Raises PushServiceUnknown, SubscriptionBroken. A browser that subscribes again replaces what it said before."""
    _require_known(endpoint)
    _require_key(p256dh)
    if len(_bytes(auth)) != _SECRET_BYTES or len(endpoint) > _LONGEST:
        raise SubscriptionBroken
    said = json.dumps({"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": auth}})
    PushSubscription.objects.update_or_create(
        endpoint_hash=search_hash(endpoint),
        defaults={"account_id": account_id, "sealed": seal(said), "device": device[:120], "added_at": at},
    )
    hers = PushSubscription.objects.filter(account=account_id).order_by("-added_at", "-pk")
    PushSubscription.objects.filter(pk__in=list(hers.values_list("pk", flat=True)[MOST:])).delete()


def remove(account_id: int, *, endpoint: str) -> None:
    PushSubscription.objects.filter(account=account_id, endpoint_hash=search_hash(endpoint)).delete()


def devices_of(person_id: int) -> Iterator[Device]:
    for row in PushSubscription.objects.filter(account__person=person_id, account__is_active=True).order_by("pk"):
        said = json.loads(unseal(row.sealed))
        yield Device(row.pk, said["endpoint"], said["keys"])


def forget(device: Device) -> None:
    """The push service says that nobody is there any more."""
    PushSubscription.objects.filter(pk=device.pk).delete()


def _require_known(endpoint: str) -> None:
    """Only services of browser makers, by HTTPS; in a demonstration the stand-in as well, which has no HTTPS."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port or _HTTPS
    except ValueError:
        raise PushServiceUnknown from None
    if not (endpoint.isascii() and endpoint.isprintable()):
        raise PushServiceUnknown
    known = any(host == each or (each.startswith(".") and host.endswith(each)) for each in settings.PUSH_SERVICES)
    if not known or ((parts.scheme, port) != ("https", _HTTPS) and not settings.DEMO):
        raise PushServiceUnknown


def _require_key(p256dh: str) -> None:
    """A point of the curve: with any other nothing can be encrypted, and the message to all her devices would stop."""
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _bytes(p256dh))
    except ValueError:
        raise SubscriptionBroken from None


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise SubscriptionBroken from None
