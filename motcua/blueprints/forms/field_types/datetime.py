"""Ngày và giờ: three boxes and a time, kept as ISO text without a zone (it is legal time)."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.dates import bound_problems, boxes, calendar_problems, shown_date
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.field_types.time import HOUR, tidy
from motcua.blueprints.forms.problems import Problem, wrong


def _schema(_field: Field) -> dict[str, Any]:
    return {"type": "string", "pattern": rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{HOUR}$"}


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    whole = posted.text(post, name)
    if "T" in whole:
        return whole
    typed, hour = boxes(post, name), tidy(posted.text(post, f"{name}_time"))
    return f"{'-'.join(typed)}T{hour}" if any(typed) or hour else None


def _problems(field: Field, value: object, context: Context) -> list[Problem]:
    day, _t, hour = str(value).partition("T")
    found = calendar_problems(field, day)
    if found:
        return found
    if not re.fullmatch(HOUR, hour):
        return wrong(field, "hour", _("Nhập giờ của %(label)s, ví dụ 08:30."))
    return bound_problems(field, day, context)


def _shown(_field: Field, value: object, _names: Names) -> str:
    day, _t, hour = str(value).partition("T")
    return f"{hour} {shown_date(day)}"


TYPE = FieldType(Kind.TEXT, _schema, _read, _problems, _shown)
