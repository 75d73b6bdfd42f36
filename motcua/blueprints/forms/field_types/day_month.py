"""Ngày và tháng hằng năm, không có năm: kept as month-day."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.dates import calendar_problems
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.problems import Problem, wrong

#: A leap year, so that 29 February is a day.
_ANY_YEAR = "2024"


def _schema(_field: Field) -> dict[str, Any]:
    return {"type": "string", "pattern": r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    whole = posted.text(post, name)
    if whole:
        return whole
    day, month = (posted.text(post, f"{name}_{part}") for part in ("day", "month"))
    return f"{month.zfill(2)}-{day.zfill(2)}" if day or month else None


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    month, _dash, day = str(value).partition("-")
    if len(month) != len("MM") or len(day) != len("DD"):
        return wrong(field, "shape", _("Nhập ngày và tháng của %(label)s, ví dụ 31/12."))
    return calendar_problems(field, f"{_ANY_YEAR}-{value}")


def _shown(_field: Field, value: object, _names: Names) -> str:
    month, _dash, day = str(value).partition("-")
    return f"{day}/{month}"


TYPE = FieldType(Kind.TEXT, _schema, _read, _problems, _shown)
