"""Each event is bound to all before it, so that none can be changed, taken out or slipped in without a trace.

The last hash goes out with every line, to where nobody of ours can write: that is what makes cutting off the end show.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.security_log.models import SecurityEvent, SecurityLink

BEGINNING = hashlib.sha256(b"motcua security log").hexdigest()
_AT_ONCE = 5000
#: A transaction that wrote an event and was not over when later ones were sealed is surely over by then.
_LATEST = timedelta(hours=1)
_LOCK = 6514


@dataclass(frozen=True, slots=True)
class Break:
    number: int
    what: str


@transaction.atomic
def seal(*, at: datetime) -> int:
    """Bind what is not bound yet; gives how many. One at a time: two would make two ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = SecurityLink.objects.select_related("event").order_by("-number").first()
    events = SecurityEvent.objects.filter(link=None)
    if last is not None:
        events = events.filter(at__gte=last.event.at - _LATEST)
    number, previous = (last.number, last.hash) if last else (0, BEGINNING)
    links = []
    for event in events.order_by("pk")[:_AT_ONCE]:
        number, previous = number + 1, bound(event, previous=previous)
        links.append(SecurityLink(number=number, event=event, day=legal_day(at), hash=previous))
    SecurityLink.objects.bulk_create(links)
    return len(links)


def breaks(day: date) -> Iterator[Break]:
    """What is not as it was written, of what was sealed on that day."""
    before = SecurityLink.objects.filter(day__lt=day).order_by("-number").first()
    number, previous = (before.number, before.hash) if before else (0, BEGINNING)
    links = SecurityLink.objects.filter(day=day).select_related("event").order_by("number")
    for link in links.iterator(chunk_size=_AT_ONCE):
        if link.number != number + 1:
            yield Break(link.number, f"links {number + 1} to {link.number - 1} are missing")
        elif bound(link.event, previous=previous) != link.hash:
            yield Break(link.number, "the event or its hash was changed")
        number, previous = link.number, link.hash


def head(day: date) -> SecurityLink | None:
    """The last link of that day, to be compared with what the security centre received."""
    return SecurityLink.objects.filter(day=day).order_by("-number").first()


def bound(event: SecurityEvent, *, previous: str) -> str:
    said = [
        event.pk,
        event.at.isoformat(),
        event.event,
        event.account_id,
        event.post_id,
        event.address,
        event.facts,
    ]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
