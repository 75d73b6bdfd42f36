"""Say something to a gateway over HTTP, for a moment only."""

import json
from collections.abc import Mapping
from typing import Any

from motcua.foundation.partner_line import NoAnswer, PartnerLine
from motcua.foundation.refusals import Refusal

#: A person waits for this page, or a worker has other orders to ask about.
LIMIT_SECONDS = 5.0
_LONGEST_ANSWER = 200_000
_OK = 200


class GatewayDown(Refusal):
    """No answer, or none that can be believed: another way of paying is open, and nothing is lost."""


def ask(
    url: str,
    message: Mapping[str, Any],
    *,
    token: str = "",
    longest: int = _LONGEST_ANSWER,
    limit: float = LIMIT_SECONDS,
) -> bytes:
    """The body of the answer. Raises GatewayDown."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        said = _line.ask("POST", url, seconds=limit, longest=longest, quiet=limit, json=message, headers=headers)
    except NoAnswer:
        raise GatewayDown from None
    if said.status != _OK:
        raise GatewayDown
    return said.body


def fields_of(body: bytes) -> Mapping[str, Any]:
    """The answer as an object of JSON. Raises GatewayDown: HTML of a proxy is no answer."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise GatewayDown from None
    if not isinstance(fields, dict):
        raise GatewayDown
    return fields


_line = PartnerLine()
forget = _line.forget
