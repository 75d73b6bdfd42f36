"""Ngày sinh có thể chỉ biết năm, hoặc tháng và năm."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.dates import bound_problems, boxes, calendar_problems, shown_date
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.problems import Problem, wrong

PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_FIRST_OF = "-01-01"
_WHOLE = len("1990-01-01")


def _schema(_field: Field) -> dict[str, Any]:
    return {"type": "string", "pattern": PATTERN}


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    year, month, day = boxes(post, name)
    if day:
        return f"{year}-{month}-{day}"
    return f"{year}-{month}" if month else year or None


def _problems(field: Field, value: object, context: Context) -> list[Problem]:
    text = str(value)
    if not text[:1].strip("-"):
        return wrong(field, "no_year", _("Nhập năm của %(label)s; ngày và tháng nếu biết."))
    whole = text + _FIRST_OF[len(text) - _WHOLE :] if re.fullmatch(r"\d{4}(-\d{2})?", text) else text
    return calendar_problems(field, whole) or bound_problems(field, text, context)


def _shown(_field: Field, value: object, _names: Names) -> str:
    return shown_date(str(value))


TYPE = FieldType(Kind.DATE, _schema, _read, _problems, _shown)
