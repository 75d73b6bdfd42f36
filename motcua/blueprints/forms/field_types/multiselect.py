"""Nhiều lựa chọn trong danh sách."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.field_types.select import is_offered, value_schema
from motcua.blueprints.forms.problems import Problem, wrong


def _schema(field: Field) -> dict[str, Any]:
    return {"type": "array", "items": value_schema(field), "minItems": 1, "uniqueItems": True}


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    return list(dict.fromkeys(posted.texts(post, name))) or None


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if isinstance(value, list) and all(is_offered(field, each) for each in value) and len(set(value)) == len(value):
        return []
    return wrong(field, "not_offered", _("Chọn %(label)s trong danh sách."))


def _shown(field: Field, value: object, _names: Names) -> str:
    return ", ".join(field.choices.get(str(each), str(each)) for each in _items(value))


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


TYPE = FieldType(Kind.LIST, _schema, _read, _problems, _shown)
