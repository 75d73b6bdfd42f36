"""Chữ do hệ thống viết ra từ câu trả lời khác: never read from a page."""

from typing import Any

from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, as_text, no_problems


def _schema(_field: Field) -> dict[str, Any]:
    return {"type": "string"}


def _read(_post: posted.Posted, _field: Field, _name: str) -> object:
    return None


TYPE = FieldType(Kind.TEXT, _schema, _read, no_problems, as_text)
