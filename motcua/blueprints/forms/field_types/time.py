"""Giờ và phút."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, as_text
from motcua.blueprints.forms.problems import Problem, wrong

HOUR = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_TYPED = re.compile(r"^(\d{1,2})\s*(?:[:hg.]|giờ)\s*(\d{1,2})?(?::\d{2})?(?:\s*(?:p|phút))?$", re.IGNORECASE)


def tidy(typed: str) -> str:
    """8h5, 8 giờ 5 and 08:05 are one."""
    found = _TYPED.match(typed)
    return f"{found[1].zfill(2)}:{(found[2] or '0').zfill(2)}" if found else typed


def _schema(_field: Field) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{HOUR}$"}


def _read(post: posted.Posted, _field: Field, name: str) -> object:
    return tidy(posted.text(post, name)) or None


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if isinstance(value, str) and re.fullmatch(HOUR, value):
        return []
    return wrong(field, "shape", _("Nhập %(label)s theo giờ và phút, ví dụ 08:30."))


TYPE = FieldType(Kind.TEXT, _schema, _read, _problems, as_text)
