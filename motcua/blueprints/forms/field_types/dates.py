"""What the date types share: three boxes for day, month and year, and their sentences."""

import re
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.problems import Problem, wrong

_SLASHED = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
EARLIEST_YEAR = 1850
LATEST_YEAR = 2150


def boxes(post: posted.Posted, name: str) -> tuple[str, str, str]:
    """Year, month and day as typed, two digits where one was typed; one box with the whole date is read as well."""
    whole = posted.text(post, name)
    slashed = _SLASHED.match(whole)
    if slashed:
        day, month, year = slashed.groups()
    elif whole:
        year, month, day = (*whole.split("-", 2), "", "")[:3]
    else:
        day, month, year = (posted.text(post, f"{name}_{part}") for part in ("day", "month", "year"))
    return year, _two(month), _two(day)


def parts(value: object) -> dict[str, str]:
    """What stands in the boxes when the page is drawn again: the answer, or what was typed instead of one."""
    year, month, day = (*str(value or "").partition("T")[0].split("-", 2), "", "")[:3]
    return {"day": day, "month": month, "year": year}


def calendar_problems(field: Field, value: object) -> list[Problem]:
    """Why this is no whole date, as exactly as can be told."""
    box = parts(value)
    missing = [name for name in ("day", "month", "year") if not box[name]]
    if missing:
        return wrong(field, f"no_{missing[0]}", _MISSING[missing[0]])
    if not all(part.isascii() and part.isdigit() for part in box.values()):
        return wrong(field, "not_digits", _("Nhập ngày, tháng, năm của %(label)s bằng chữ số."))
    return _number_problems(field, day=int(box["day"]), month=int(box["month"]), year=int(box["year"]))


def bound_problems(field: Field, value: str, context: Context) -> list[Problem]:
    """Dates that must not lie ahead or behind. A partial date is judged by its first day."""
    today = context.today.isoformat()
    if field.not_future and value > today[: len(value)]:
        if value[:4] > today[:4]:
            return wrong(field, "future_year", _("Năm %(year)s chưa đến. Sửa lại năm của %(label)s."), year=value[:4])
        return wrong(field, "future", _("Ngày %(date)s chưa đến. Sửa lại %(label)s."), date=shown_date(value))
    if field.not_past and value < today[: len(value)]:
        return wrong(
            field, "past", _("Ngày %(date)s đã qua. Chọn %(label)s từ hôm nay trở đi."), date=shown_date(value)
        )
    return []


def shown_date(value: str) -> str:
    return "/".join(reversed(value.split("-")))


_MISSING: dict[str, Promise | str] = {
    "day": _("Nhập thêm ngày của %(label)s."),
    "month": _("Nhập thêm tháng của %(label)s."),
    "year": _("Nhập thêm năm của %(label)s."),
}


_FEBRUARY, _LONGEST_LUNAR_MONTH = 2, 30
_NO_SUCH_DAY = _("Tháng %(month)s năm %(year)s không có ngày %(day)s. Sửa lại ngày.")
_LUNAR = _(
    "Tháng %(month)s năm %(year)s không có ngày %(day)s dương lịch. Nếu đây là ngày âm lịch, "
    "ghi ngày dương lịch in trên giấy khai sinh hoặc thẻ căn cước."
)


def _number_problems(field: Field, *, day: int, month: int, year: int) -> list[Problem]:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return wrong(field, "year", _("Năm %(year)s không đúng. Nhập năm có 4 chữ số, ví dụ 1990."), year=year)
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return wrong(field, "month", _("Không có tháng %(month)s. Nhập tháng từ 1 đến 12."), month=month)
    try:
        date(year, month, day)
    except ValueError:
        # 30 February is no day of ours, and an ordinary one of the lunar calendar.
        is_lunar = month == _FEBRUARY and day <= _LONGEST_LUNAR_MONTH
        return wrong(field, "day", _LUNAR if is_lunar else _NO_SUCH_DAY, day=day, month=month, year=year)
    return []


def _two(part: str) -> str:
    return part.zfill(2) if part.isdigit() else part
