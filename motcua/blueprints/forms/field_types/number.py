"""Số có thể có phần lẻ: areas, heights, percentages."""

import math
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.field_types.numbers import bound_problems, bounds, decimal, shown_number
from motcua.blueprints.forms.problems import Problem, wrong


def _schema(field: Field) -> dict[str, Any]:
    return {"type": "number", **bounds(field)}


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    return decimal(posted.text(post, name))


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        return wrong(field, "shape", _("Nhập %(label)s bằng chữ số, ví dụ 85,5."))
    if field.decimals is not None and value != round(value, field.decimals):
        sentence = _("Ô “%(label)s” chỉ lấy %(decimals)s chữ số sau dấu phẩy. Làm tròn rồi nhập lại.")
        return wrong(field, "decimals", sentence, decimals=field.decimals)
    return bound_problems(field, value)


def _shown(_field: Field, value: object, _names: Names) -> str:
    return shown_number(value)


TYPE = FieldType(Kind.NUMBER, _schema, _read, _problems, _shown)
