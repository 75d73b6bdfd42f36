"""The same request twice is one request: what it was answered is kept for a day and given again."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.effects.systems.models import ConnectedSystem, KeptAnswer
from motcua.foundation.accounts.sealed import seal, unseal
from motcua.foundation.refusals import Refusal

KEPT = timedelta(hours=24)

_TAKE = """
INSERT INTO systems_keptanswer (system_id, key, request_sha256, answer_sealed, at) VALUES (%s, %s, %s, ''::bytea, %s)
ON CONFLICT (system_id, key) DO NOTHING RETURNING id
"""


class SameKeyOtherRequest(Refusal):
    """An idempotency key names one request; here it came with another."""


@dataclass(frozen=True, slots=True)
class Kept:
    status: int
    body: Any
    location: str


def request_sha256(operation: str, path: str, body: bytes | str) -> str:
    content = body.encode() if isinstance(body, str) else body
    return hashlib.sha256(f"{operation} {path} ".encode() + content).hexdigest()


def begin(system: ConnectedSystem, key: str, *, request: str, at: datetime) -> Kept | None:
    """Inside the transaction that does the work: None for whoever comes first, and the answer for all others.

    Who comes second while the first is still at it waits here for the end of it: when that failed, this one is first.
    Raises SameKeyOtherRequest.
    """
    KeptAnswer.objects.filter(system=system, key=key, at__lt=at - KEPT).delete()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [system.pk, key, request, at])
        if cursor.fetchone() is not None:
            return None
    kept = KeptAnswer.objects.get(system=system, key=key)
    if kept.request_sha256 != request:
        raise SameKeyOtherRequest
    assert kept.status is not None, "what was committed was answered"
    answer = json.loads(unseal(kept.answer_sealed))
    return Kept(kept.status, answer["body"], answer["location"])


def end(system: ConnectedSystem, key: str, answer: Kept) -> None:
    """What was answered, before the transaction ends."""
    sealed = seal(json.dumps({"body": answer.body, "location": answer.location}, ensure_ascii=False))
    KeptAnswer.objects.filter(system=system, key=key).update(status=answer.status, answer_sealed=sealed)


def forget(*, before: datetime) -> int:
    return KeptAnswer.objects.filter(at__lt=before).delete()[0]
