"""Bảng: rows of fields, posted as `<table>-<row>-<column>`. A row in which nothing was filled in is no row."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.expressions.logic import is_filled
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.field_types.missing import missing
from motcua.blueprints.forms.problems import Problem, wrong

MOST_ROWS = 200

TypeOf = Callable[[Field], FieldType]


def table_of(type_of: TypeOf) -> FieldType:
    """The table type over the other types, which the registry knows."""
    return FieldType(Kind.LIST, partial(_schema, type_of), partial(_read, type_of), partial(_problems, type_of), _shown)


def _schema(type_of: TypeOf, field: Field) -> dict[str, Any]:
    columns = {column.key: type_of(column).schema(column) for column in field.columns}
    row = {
        "type": "object",
        "properties": columns,
        "required": [column.key for column in field.columns if column.required],
        "additionalProperties": False,
    }
    return {"type": "array", "items": row, "minItems": field.min_rows or 1, "maxItems": field.max_rows or MOST_ROWS}


def _read(type_of: TypeOf, post: posted.Posted, field: Field, name: str) -> object:
    rows = (_row(type_of, post, field, f"{name}-{number}") for number in _row_numbers(post, name))
    return [row for row in rows if row] or None


def _row_numbers(post: posted.Posted, name: str) -> list[int]:
    found = (re.match(rf"{re.escape(name)}-(\d{{1,4}})-", key) for key in post)
    return sorted({int(match[1]) for match in found if match})[:MOST_ROWS]


def _row(type_of: TypeOf, post: posted.Posted, field: Field, name: str) -> dict[str, object]:
    """What was filled in; a lone "no" does not make a row."""
    cells = {c.key: type_of(c).read(post, c, f"{name}-{c.key}") for c in field.columns}
    filled = {key: value for key, value in cells.items() if is_filled(value)}
    return filled if any(value is not False for value in filled.values()) else {}


def _problems(type_of: TypeOf, field: Field, value: object, context: Context) -> list[Problem]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return wrong(field, "shape", _("Nhập lại bảng “%(label)s”."))
    least, most = field.min_rows or 1, field.max_rows or MOST_ROWS
    if len(value) < least:
        return wrong(field, "too_few_rows", _("Bảng “%(label)s” cần ít nhất %(least)s dòng."), least=least)
    if len(value) > most:
        return wrong(field, "too_many_rows", _("Bảng “%(label)s” có tối đa %(most)s dòng. Bỏ bớt."), most=most)
    return [found for number, row in enumerate(value) for found in _row_problems(type_of, field, row, number, context)]


def _row_problems(type_of: TypeOf, field: Field, row: dict[str, Any], number: int, context: Context) -> list[Problem]:
    found: list[Problem] = []
    for column in field.columns:
        answer = row.get(column.key)
        named = replace(column, key=f"{field.key}-{number}-{column.key}")
        if is_filled(answer):
            found += type_of(column).problems(named, answer, context)
        elif column.required:
            found.append(missing(named))
    return found


def _shown(_field: Field, value: object, _names: Names) -> str:
    count = len(value) if isinstance(value, list) else 0
    return str(ngettext_lazy("%(count)s dòng", "%(count)s dòng", count) % {"count": count})
