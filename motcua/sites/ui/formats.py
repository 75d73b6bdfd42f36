"""How days, hours, money and sizes are written on a page: Vietnamese first, in legal time."""

from datetime import date, datetime, time

from django.utils.translation import get_language

from motcua.foundation.calendar.arithmetic import VIETNAM, legal_day

_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEPARATORS = {"vi": (".", ","), "en": (",", ".")}
_DONG = {"vi": "đồng", "en": "dong"}
_KILO = 1000


def day(value: date | datetime | None) -> str:
    """21/11/2026. English spells the month, because 3/4 is another day on each side of an ocean."""
    if value is None:
        return ""
    local = _legal(value)
    if _language() == "en":
        return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{local:%d/%m/%Y}"


def weekday_day(value: date | datetime | None) -> str:
    """thứ Ba 24/11/2026: appointments carry their weekday."""
    if value is None:
        return ""
    return f"{_WEEKDAYS[_language()][_legal(value).weekday()]} {day(value)}"


def weekday(number: int) -> str:
    """thứ Hai for nought, as Python counts."""
    return _WEEKDAYS[_language()][number]


def hour(value: datetime | None) -> str:
    """8 giờ 45; on the hour, 17 giờ."""
    return hour_of_day(value.astimezone(VIETNAM).time()) if value else ""


def hour_of_day(value: time) -> str:
    if _language() == "en":
        return f"{value.hour}:{value:%M}"
    return f"{value.hour} giờ {value:%M}" if value.minute else f"{value.hour} giờ"


def moment(value: datetime | None) -> str:
    """8 giờ 45, 21/11/2026."""
    return f"{hour(value)}, {day(value)}" if value else ""


def appointment(value: datetime | None) -> str:
    """17 giờ, thứ Ba 24/11/2026."""
    return f"{hour(value)}, {weekday_day(value)}" if value else ""


def dong(value: int | None) -> str:
    """16.000 đồng."""
    return "" if value is None else f"{number(value)} {_DONG[_language()]}"


def number(value: int) -> str:
    thousands, _ = _SEPARATORS[_language()]
    return f"{value:,}".replace(",", thousands)


def size(value: int) -> str:
    """1,2 MB. In thousands, as telephones and browsers show it."""
    _, decimal = _SEPARATORS[_language()]
    amount, unit = float(value), "byte"
    for larger in ("kB", "MB", "GB"):
        if amount < _KILO:
            break
        amount, unit = amount / _KILO, larger
    text = f"{amount:.0f}" if unit in {"byte", "kB"} else f"{amount:.1f}".removesuffix(".0")
    return f"{text.replace('.', decimal)} {unit}"


def duration(seconds: int) -> str:
    """The two largest units: 6 phút 30 giây; 2 ngày 3 giờ."""
    parts: list[str] = []
    for unit, length in (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)):
        amount, seconds = divmod(seconds, length)
        if amount or parts:
            parts.append(f"{number(amount)} {_spans(unit, amount)}" if amount else "")
    return " ".join(part for part in parts[:2] if part) or f"0 {_spans('second', 0)}"


FILTERS = {f.__name__: f for f in (day, weekday_day, hour, moment, appointment, dong, number, size, duration)}


def _spans(unit: str, amount: int) -> str:
    if _language() == "en":
        return unit if amount == 1 else f"{unit}s"
    return {"day": "ngày", "hour": "giờ", "minute": "phút", "second": "giây"}[unit]


def _language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def _legal(value: date | datetime) -> date:
    return legal_day(value) if isinstance(value, datetime) else value
