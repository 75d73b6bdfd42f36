"""Một mã trong danh mục lớn: searched while typing where the list is loaded, typed where it is not."""

import re
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types import select, text
from motcua.blueprints.forms.problems import Problem, wrong


def _schema(field: Field) -> dict[str, Any]:
    return select.value_schema(field) if _is_closed(field) else text.schema(field)


def _problems(field: Field, value: object, context: Context) -> list[Problem]:
    if _is_closed(field):
        return select.TYPE.problems(field, value, context)
    if field.pattern and not re.search(field.pattern, str(value)):
        return wrong(field, "pattern", _("Ô “%(label)s” chưa đúng. %(help)s"), help=field.help)
    return text.problems(field, value, context)


def _is_closed(field: Field) -> bool:
    return bool(field.options) and not field.options_open


TYPE = replace(select.TYPE, schema=_schema, problems=_problems)
