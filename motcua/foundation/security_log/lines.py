"""A sealed event as a line for a security centre: CEF (ArcSight's) or ECS (Elastic's), both in plain ASCII."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC

from motcua.foundation.security_log.events import KINDS, Event
from motcua.foundation.security_log.models import SecurityLink

_VENDOR, _PRODUCT, _VERSION = "Mot Cua", "motcua", "1"


def cef(link: SecurityLink, *, host: str) -> str:
    event, kind = link.event, KINDS[Event(link.event.event)]
    said = {
        "rt": str(int(event.at.timestamp() * 1000)),
        "externalId": str(link.number),
        "act": event.event,
        "outcome": kind.outcome,
        "dvchost": host,
        "suid": _text(event.account_id),
        "src": event.address or "",
        "cs1Label": "facts",
        "cs1": json.dumps(event.facts, sort_keys=True),
        "cs2Label": "chain",
        "cs2": link.hash,
        "cn1Label": "post",
        "cn1": _text(event.post_id),
    }
    head = "|".join(
        _in_head(part) for part in (_VENDOR, _PRODUCT, _VERSION, str(kind.number), kind.name, str(kind.severity))
    )
    return f"CEF:0|{head}|" + " ".join(f"{name}={_in_value(value)}" for name, value in said.items() if value)


def ecs(link: SecurityLink, *, host: str) -> str:
    event, kind = link.event, KINDS[Event(link.event.event)]
    said = {
        "@timestamp": event.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "ecs": {"version": "8.11"},
        "message": kind.name,
        "event": {
            "kind": "event",
            "category": [kind.category],
            "type": [kind.type],
            "action": event.event,
            "code": str(kind.number),
            "severity": kind.severity,
            "outcome": kind.outcome,
            "id": str(event.pk),
            "sequence": link.number,
            "hash": link.hash,
        },
        "service": {"name": _PRODUCT},
        "host": {"name": host},
        "user": {"id": _text(event.account_id)} if event.account_id else None,
        "source": {"ip": event.address} if event.address else None,
        "labels": {**event.facts, **({"post": _text(event.post_id)} if event.post_id else {})} or None,
    }
    return json.dumps({name: value for name, value in said.items() if value is not None}, separators=(",", ":"))


FORMATS: Mapping[str, Callable[..., str]] = {"cef": cef, "ecs": ecs}


def _in_head(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def _in_value(text: str) -> str:
    return text.replace("\\", "\\\\").replace("=", "\\=").replace("\r", "\\r").replace("\n", "\\n")


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
