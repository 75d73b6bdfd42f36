"""Số tiền: whole đồng."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.field_types.numbers import bound_problems, bounds, whole
from motcua.blueprints.forms.problems import Problem, wrong
from motcua.foundation.money.dong import dong

_UNITS = ("đồng", "vnđ", "vnd", "đ")


def _schema(field: Field) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, **bounds(field)}


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    typed = posted.text(post, name)
    for unit in _UNITS:
        typed = typed.removesuffix(unit).removesuffix(unit.upper()).strip()
    return whole(typed)


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        return wrong(field, "shape", _("Nhập số tiền bằng chữ số, ví dụ 50.000.000."))
    return bound_problems(field, value, is_money=True)


def _shown(_field: Field, value: object, _names: Names) -> str:
    return dong(value) if isinstance(value, int) else str(value)


TYPE = FieldType(Kind.NUMBER, _schema, _read, _problems, _shown)
