"""Thư điện tử."""

import re
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types import text
from motcua.blueprints.forms.problems import Problem, wrong

PATTERN = r"^[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+$"
LONGEST_ADDRESS = 254


def _schema(_field: Field) -> dict[str, Any]:
    return {"type": "string", "maxLength": LONGEST_ADDRESS, "pattern": PATTERN}


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if isinstance(value, str) and len(value) <= LONGEST_ADDRESS and re.fullmatch(PATTERN, value):
        return []
    return wrong(field, "shape", _("Địa chỉ thư điện tử chưa đúng. Ví dụ: lan@example.vn."))


TYPE = replace(text.TYPE, schema=_schema, problems=_problems)
