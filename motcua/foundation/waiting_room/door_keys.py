"""Who is at the door may take a number; who is at home may not: the address at the door has a key of the day."""

import hashlib
import hmac
from datetime import date
from secrets import compare_digest

from motcua.foundation.waiting_room.models import Room

_LENGTH = 12


def key_of_day(room: Room, *, day: date) -> str:
    """What the code on the screen says today; a photograph of it is worth nothing tomorrow."""
    return hmac.new(room.key.encode(), day.isoformat().encode(), hashlib.sha256).hexdigest()[:_LENGTH]


def opens(room: Room, key: str, *, day: date) -> bool:
    """The room's own key, for its machines, or that of the day."""
    given = key.encode()
    return compare_digest(given, room.key.encode()) or compare_digest(given, key_of_day(room, day=day).encode())
