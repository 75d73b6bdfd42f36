"""Có hoặc không."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.problems import Problem, wrong

_WORDS = {"true": True, "on": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def _schema(_field: Field) -> dict[str, Any]:
    return {"type": "boolean"}


def read(post: posted.Posted, _field: Field, name: str) -> object:
    typed = posted.text(post, name)
    return _WORDS.get(typed.lower(), typed or None)


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if isinstance(value, bool):
        return []
    return wrong(field, "shape", _("Chọn Có hoặc Không cho mục “%(label)s”."))


def _shown(_field: Field, value: object, _names: Names) -> str:
    return str(_("Có") if value is True else _("Không"))


TYPE = FieldType(Kind.BOOLEAN, _schema, read, _problems, _shown)
