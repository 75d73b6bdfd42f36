"""What the sites say for the legal words in which definitions and events are stored: lengths of time and channels."""

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from motcua.foundation.calendar.arithmetic import Unit

Word = str | Promise

CHANNELS: dict[str, Word] = {
    "online": _("Trực tuyến"),
    "counter": _("Tại quầy"),
    "post": _("Qua bưu chính"),
    "any": _("Mọi cách nộp"),
}
_UNITS: dict[Unit, Word] = {
    Unit.HALF_DAY: _("%(amount)s buổi làm việc"),
    Unit.HOUR: _("%(amount)s giờ làm việc"),
    Unit.WORKING_DAY: _("%(amount)s ngày làm việc"),
    Unit.DAY: _("%(amount)s ngày"),
    Unit.MONTH: _("%(amount)s tháng"),
}


def period(amount: int, unit: Unit) -> str:
    """3 ngày làm việc; the same day is said as people say it."""
    if unit is Unit.SAME_DAY:
        return now("Trong ngày") if amount == 1 else now("%(amount)s ngày, kể cả ngày nhận") % {"amount": amount}
    return str(_UNITS[unit]) % {"amount": amount}


def channel(key: str) -> Word:
    return CHANNELS.get(key, key)
