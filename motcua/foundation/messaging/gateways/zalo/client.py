"""Send a message of an approved template through Zalo."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.gateways import http
from motcua.foundation.messaging.gateways.port import Answer, Letter, refused
from motcua.foundation.messaging.gateways.zalo import keys, wire
from motcua.foundation.messaging.models import Trouble
from motcua.foundation.messaging.words import ZALO_TEMPLATE


@dataclass(frozen=True, slots=True)
class Zalo:
    url: str
    app: keys.App
    name: str = "zalo"
    channel: Channel = Channel.ZALO

    def send(self, letter: Letter, *, at: datetime) -> Answer:
        if not letter.words.zalo.get(ZALO_TEMPLATE):
            return refused(Trouble.TEMPLATE_REFUSED)
        try:
            key = keys.current(self.app, at=at)
            said = self._asked(letter, key=key)
            if said.get("error") == wire.KEY_REFUSED:
                said = self._asked(letter, key=keys.current(self.app, at=at, not_this=key))
        except http.Unanswered as failed:
            return failed.answer
        return wire.answer_of(said)

    def _asked(self, letter: Letter, *, key: str) -> dict[str, Any]:
        return http.said(self.url, headers={"access_token": key}, json=wire.request(letter))


def gateway() -> Zalo | None:
    if not settings.ZALO_URL:
        return None
    app = keys.App(
        url=settings.ZALO_TOKEN_URL,
        number=settings.ZALO_APP,
        secret=settings.ZALO_SECRET,
        first_renewal=settings.ZALO_RENEWAL_KEY,
    )
    return Zalo(settings.ZALO_URL, app)
