"""Trang web: with or without https:// in front, kept with it."""

import re
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types import text
from motcua.blueprints.forms.problems import Problem, wrong

PATTERN = r"^https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?$"
LONGEST_URL = 500


def _schema(_field: Field) -> dict[str, Any]:
    return {"type": "string", "maxLength": LONGEST_URL, "pattern": PATTERN}


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    typed = posted.text(post, name)
    if not typed:
        return None
    return typed if "://" in typed else f"https://{typed}"


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if isinstance(value, str) and len(value) <= LONGEST_URL and re.fullmatch(PATTERN, value):
        return []
    return wrong(field, "shape", _("Địa chỉ trang web chưa đúng. Ví dụ: https://example.vn."))


TYPE = replace(text.TYPE, schema=_schema, read=_read, problems=_problems)
