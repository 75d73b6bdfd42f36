"""Số nguyên."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.field_types.numbers import bound_problems, bounds, shown_number, whole
from motcua.blueprints.forms.problems import Problem, wrong


def _schema(field: Field) -> dict[str, Any]:
    return {"type": "integer", **bounds(field)}


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    return whole(posted.text(post, name))


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if not isinstance(value, int) or isinstance(value, bool):
        return wrong(field, "shape", _("Nhập %(label)s bằng chữ số, không có phần lẻ."))
    return bound_problems(field, value)


def _shown(_field: Field, value: object, _names: Names) -> str:
    return shown_number(value)


TYPE = FieldType(Kind.NUMBER, _schema, _read, _problems, _shown)
