"""Several lines of text."""

from dataclasses import replace
from typing import Any

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types import text
from motcua.blueprints.forms.problems import Problem

LONGEST_TEXT = 4000


def _bounded(field: Field) -> Field:
    return replace(field, max_length=field.max_length or LONGEST_TEXT)


def _schema(field: Field) -> dict[str, Any]:
    return text.schema(_bounded(field))


def _problems(field: Field, value: object, context: Context) -> list[Problem]:
    return text.problems(_bounded(field), value, context)


TYPE = replace(text.TYPE, schema=_schema, problems=_problems)
