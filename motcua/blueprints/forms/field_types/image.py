"""Ảnh: the reference of a stored file. What is in the file is checked where it is taken in."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.problems import Problem, wrong

REFERENCE = r"^[0-9A-Za-z-]{1,64}$"


def _schema(_field: Field) -> dict[str, Any]:
    return {"type": "string", "pattern": REFERENCE}


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    return posted.answer(post, name)


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if isinstance(value, str) and re.fullmatch(REFERENCE, value):
        return []
    return wrong(field, "shape", _("Chọn lại ảnh cho mục “%(label)s”."))


def _shown(_field: Field, _value: object, _names: Names) -> str:
    return str(_("Đã có ảnh"))


TYPE = FieldType(Kind.TEXT, _schema, _read, _problems, _shown)
