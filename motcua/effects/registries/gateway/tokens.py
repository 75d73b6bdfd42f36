"""The gateway's token: asked for once, kept until shortly before it ends, asked for again when the gateway says so."""

import base64
import json
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from motcua.effects.registries import speaking
from motcua.effects.registries.gateway.profiles import Gateway
from motcua.effects.registries.port import RegisterDown

#: A token that ends while a call is on its way is no token.
_MARGIN = timedelta(seconds=30)
#: What a gateway gives that does not say for how long: short, so that a mistake is a short one.
_UNSAID_SECONDS = 300
_LONGEST_SECONDS = 24 * 3600
_OK = 200


@dataclass
class Tokens:
    """Of one process: token and end by gateway."""

    _kept: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def token(self, gateway: Gateway, *, at: datetime) -> str:
        """Raises RegisterDown. Threads that need one at once ask for one."""
        with self._lock:
            kept = self._kept.get(_name(gateway))
            if kept is None or at >= kept[1]:
                kept = self._kept[_name(gateway)] = _asked(gateway, at=at)
            return kept[0]

    def drop(self, gateway: Gateway, token: str) -> None:
        """The gateway does not take this one any more; a newer one that another thread has fetched stays."""
        with self._lock:
            kept = self._kept.get(_name(gateway))
            if kept is not None and kept[0] == token:
                del self._kept[_name(gateway)]

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()


TOKENS = Tokens()


def _name(gateway: Gateway) -> tuple[str, str]:
    return (gateway.token_address(), gateway.key)


def _asked(gateway: Gateway, *, at: datetime) -> tuple[str, datetime]:
    basic = base64.b64encode(f"{gateway.key}:{gateway.secret}".encode()).decode()
    call = speaking.Call(
        "POST",
        gateway.token_address(),
        headers={
            "Authorization": f"Basic {basic}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            **gateway.own_headers(),
        },
        content=b"grant_type=client_credentials",
    )
    answer = speaking.said(call)
    if answer.status != _OK:
        raise RegisterDown
    return _read(answer.body, at=at)


def _read(body: bytes, *, at: datetime) -> tuple[str, datetime]:
    try:
        told: Any = json.loads(body)
    except ValueError:
        raise RegisterDown from None
    token = told.get("access_token") if isinstance(told, dict) else None
    if not isinstance(token, str) or not token or str(told.get("token_type", "Bearer")).lower() != "bearer":
        raise RegisterDown
    return token, at + timedelta(seconds=_seconds(told.get("expires_in"))) - _MARGIN


def _seconds(said: object) -> int:
    """Some gateways say it as text, and some say nothing."""
    given = str(said) if not isinstance(said, bool) else ""
    return min(int(given), _LONGEST_SECONDS) if given.isascii() and given.isdigit() else _UNSAID_SECONDS
