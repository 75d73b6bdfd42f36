"""How every gateway here writes a moment: fourteen digits of legal time."""

from datetime import datetime

from motcua.foundation.calendar.arithmetic import VIETNAM

_FORM, _LENGTH = "%Y%m%d%H%M%S", 14


class Unreadable(ValueError):
    """Signed, and still not what the message set says."""


def written(at: datetime) -> str:
    return at.astimezone(VIETNAM).strftime(_FORM)


def read(text: object) -> datetime:
    """Raises Unreadable, also for a moment that no clock shows."""
    digits = str(text)
    if len(digits) != _LENGTH or not (digits.isascii() and digits.isdecimal()):
        raise Unreadable
    try:
        return datetime.strptime(digits, _FORM).replace(tzinfo=VIETNAM)
    except ValueError:
        raise Unreadable from None
