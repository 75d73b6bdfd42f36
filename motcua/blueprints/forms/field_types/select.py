"""Một lựa chọn trong danh sách."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.problems import Problem, wrong

LONGEST_VALUE = 60


def value_schema(field: Field) -> dict[str, Any]:
    if field.options and not field.options_open:
        return {"enum": [option.value for option in field.options]}
    return {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE}


def is_offered(field: Field, value: object) -> bool:
    """In the list; where we hold only a part of the list, anything of a value's length may be."""
    if not isinstance(value, str):
        return False
    return value in field.choices or (field.options_open and 0 < len(value) <= LONGEST_VALUE)


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    return posted.answer(post, name)


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if is_offered(field, value):
        return []
    return wrong(field, "not_offered", _("Chọn %(label)s trong danh sách."))


def _shown(field: Field, value: object, _names: Names) -> str:
    return field.choices.get(str(value), str(value))


TYPE = FieldType(Kind.TEXT, value_schema, _read, _problems, _shown)
