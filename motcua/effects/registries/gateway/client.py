"""Ask a register through the gateway: the token, one call, and once more with a new token where the old one ended."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from motcua.effects.registries import speaking
from motcua.effects.registries.gateway import faults
from motcua.effects.registries.gateway.profiles import Gateway
from motcua.effects.registries.gateway.tokens import TOKENS
from motcua.effects.registries.port import RegisterDown
from motcua.foundation.breaker import Breaker
from motcua.foundation.partner_line import Answer

Said = TypeVar("Said")
_OK = 200
#: By interface: one register that is down leaves the others open. Each process learns it for itself.
BREAKERS: dict[str, Breaker] = {}


@dataclass(frozen=True, slots=True)
class Service:
    """An interface behind the gateway: its name there and its version, which some gateways want in the path."""

    api: str
    version: str = "1.0"


@dataclass(frozen=True, slots=True)
class Operation:
    service: Service
    name: str
    #: What is asked: as a query of a GET, or as the JSON body of a POST.
    query: Mapping[str, str] | None = None
    body: Mapping[str, Any] | None = None


def ask(operation: Operation, *, gateway: Gateway, at: datetime, read: Callable[[Any], Said]) -> Said:
    """What `read` makes of the answer's JSON.

    Raises RegisterDown, and what `read` raises: a no of the register is an answer, and the register is not down.
    While the breaker is open nothing is sent.
    """
    address = gateway.path(operation.service.api, operation.name, version=operation.service.version)
    breaker = BREAKERS.setdefault(operation.service.api, Breaker())
    return breaker.ask(
        lambda: read(sent(address, gateway=gateway, at=at, query=operation.query, body=operation.body)),
        at=at,
        down=RegisterDown,
    )


def sent(
    address: str,
    *,
    gateway: Gateway,
    at: datetime,
    query: Mapping[str, str] | None = None,
    body: Mapping[str, Any] | None = None,
) -> Any:
    """The JSON that came back. Raises RegisterDown."""

    def said(token: str) -> Answer:
        return speaking.said(_call(address, gateway, token, query=query, body=body))

    token = TOKENS.token(gateway, at=at)
    answer = said(token)
    if faults.is_token_ended(answer):
        TOKENS.drop(gateway, token)
        answer = said(TOKENS.token(gateway, at=at))
    if answer.status != _OK or faults.code_in(answer.body):
        raise RegisterDown
    return _json(answer.body)


def _call(
    address: str, gateway: Gateway, token: str, *, query: Mapping[str, str] | None, body: Mapping[str, Any] | None
) -> speaking.Call:
    content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    return speaking.Call(
        "GET" if body is None else "POST",
        address,
        headers={
            "Authorization": f"Bearer {token}",
            "Accept": "application/json",
            **({"Content-Type": "application/json; charset=utf-8"} if content else {}),
            **gateway.own_headers(),
        },
        content=content,
        query=query,
    )


def _json(body: bytes) -> Any:
    """An error page is no answer, whatever status it came with."""
    try:
        return json.loads(body)
    except ValueError:
        raise RegisterDown from None
