"""Send a notification to each browser of a person. What the push service carries it cannot read."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from py_vapid import Vapid02  # type: ignore[import-untyped]
from pywebpush import WebPusher  # type: ignore[import-untyped]

from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.gateways import http
from motcua.foundation.messaging.gateways.port import Answer, Letter, accepted, refused
from motcua.foundation.messaging.gateways.push import subscriptions
from motcua.foundation.messaging.gateways.push.subscriptions import Device
from motcua.foundation.messaging.models import Outcome, Trouble

#: A telephone that is switched off so long hears of it in the account.
_KEPT = timedelta(hours=72)
_CREATED = 201
_GONE = {404, 410}
_SIGNED_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Push:
    key: str
    contact: str
    name: str = "push"
    channel: Channel = Channel.PUSH

    def send(self, letter: Letter, *, at: datetime) -> Answer:
        """Taken, where one device took it. Those that took it already replace it: the topic is the same."""
        assert letter.person_id is not None, "devices belong to somebody"
        answers = [self._sent(letter, device, at=at) for device in subscriptions.devices_of(letter.person_id)]
        best = sorted(answers, key=lambda answer: _BEST_FIRST.index(Outcome(answer.outcome)))
        return best[0] if best else refused(Trouble.NO_SUCH_ADDRESS)

    def _sent(self, letter: Letter, device: Device, *, at: datetime) -> Answer:
        try:
            response = http.posted(
                device.endpoint,
                headers=self._headers(letter, device, at=at),
                content=_encrypted(device, _shown(letter)),
            )
        except http.Unanswered as failed:
            return failed.answer
        if response.status_code in _GONE:
            subscriptions.forget(device)
            return refused(Trouble.NO_SUCH_ADDRESS, code=str(response.status_code))
        if response.status_code == _CREATED:
            return accepted(letter.reference.hex, code=str(response.status_code))
        return refused(http.trouble_of(response.status_code) or Trouble.OTHER, code=str(response.status_code))

    def _headers(self, letter: Letter, device: Device, *, at: datetime) -> dict[str, str]:
        parts = urlsplit(device.endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "sub": self.contact,
            "exp": int((at + _SIGNED_FOR).timestamp()),
        }
        return {
            **_signer(self.key).sign(claims),
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(int(_KEPT.total_seconds())),
            "Urgency": "normal",
            # RFC 8030, 5.4: at most 32 characters, and a newer one of the same topic takes the place of the older.
            "Topic": letter.reference.hex,
        }


_BEST_FIRST = (Outcome.ACCEPTED, Outcome.UNKNOWN, Outcome.NOT_NOW, Outcome.NEVER)


def _shown(letter: Letter) -> bytes:
    words = letter.words
    said = {"title": words.subject, "body": words.short, "path": words.path, "tag": letter.reference.hex}
    return json.dumps(said, ensure_ascii=False).encode()


def _encrypted(device: Device, text: bytes) -> bytes:
    pusher = WebPusher({"endpoint": device.endpoint, "keys": dict(device.keys)})
    body: bytes = pusher.encode(text, "aes128gcm")["body"]
    return body


@lru_cache(maxsize=1)
def _signer(key: str) -> Vapid02:
    return Vapid02.from_string(key)


def gateway() -> Push | None:
    if not settings.VAPID_KEY:
        return None
    return Push(settings.VAPID_KEY, settings.VAPID_CONTACT)
