"""Tháng và năm."""

from typing import Any

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.dates import bound_problems, boxes, calendar_problems, shown_date
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.problems import Problem


def _schema(_field: Field) -> dict[str, Any]:
    return {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    year, month, _day = boxes(post, name)
    return f"{year}-{month}" if year or month else None


def _problems(field: Field, value: object, context: Context) -> list[Problem]:
    return calendar_problems(field, f"{value}-01") or bound_problems(field, str(value), context)


def _shown(_field: Field, value: object, _names: Names) -> str:
    return shown_date(str(value))


TYPE = FieldType(Kind.DATE, _schema, _read, _problems, _shown)
