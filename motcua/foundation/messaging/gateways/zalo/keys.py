"""The key with which we come to Zalo. A new one costs the renewal key, which is good once: one of us asks at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.foundation.accounts.sealed import seal, unseal
from motcua.foundation.messaging.gateways import http
from motcua.foundation.messaging.gateways.port import refused
from motcua.foundation.messaging.gateways.zalo import wire
from motcua.foundation.messaging.models import GatewayToken, Trouble

GATEWAY = "zalo"
#: Renewed so long before it runs out.
_EARLY = timedelta(minutes=10)
#: About 25 hours, where Zalo does not say.
_USUAL_SECONDS = 90_000


@dataclass(frozen=True, slots=True)
class App:
    url: str
    number: str
    secret: str
    #: As it was copied from Zalo's console on the first day; afterwards the database has a newer one.
    first_renewal: str


def current(app: App, *, at: datetime, not_this: str = "") -> str:
    """A key that is good now. `not_this`: one that Zalo refused, whatever we thought of it. Raises http.Unanswered.

    The row stays locked while we ask: two that ask with the same renewal key would lose both.
    """
    GatewayToken.objects.bulk_create(
        [GatewayToken(gateway=GATEWAY, renewal_sealed=seal(app.first_renewal), expires_at=at)], ignore_conflicts=True
    )
    with transaction.atomic():
        kept = GatewayToken.objects.select_for_update().get(gateway=GATEWAY)
        key = unseal(kept.access_sealed)
        if key and key != not_this and kept.expires_at > at + _EARLY:
            return key
        said = _renewed(app, unseal(kept.renewal_sealed))
        kept.access_sealed, kept.renewal_sealed = seal(said["access_token"]), seal(said["refresh_token"])
        kept.expires_at = at + timedelta(seconds=int(said.get("expires_in", _USUAL_SECONDS)))
        kept.save(update_fields=["access_sealed", "renewal_sealed", "expires_at"])
        return str(said["access_token"])


def _renewed(app: App, kept: str) -> dict[str, Any]:
    """Where the chain is broken, the operator sets a new first key: it is tried after the one that we keep."""
    said: dict[str, Any] = {}
    for key in dict.fromkeys((kept, app.first_renewal)):
        said = http.said(app.url, headers={"secret_key": app.secret}, data=wire.renewal(key, app=app.number))
        if said.get("access_token") and said.get("refresh_token"):
            return said
    raise http.Unanswered(refused(Trouble.NOT_LET_IN, code=str(said.get("error", ""))))
