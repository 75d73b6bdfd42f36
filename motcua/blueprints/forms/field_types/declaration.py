"""Cam đoan: true, or not given."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types import boolean
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.problems import Problem, wrong

NOT_TICKED = _("Đọc lời cam đoan và đánh dấu vào ô bên cạnh.")


def _schema(_field: Field) -> dict[str, Any]:
    return {"const": True}


def _read(post: posted.Posted, field: Field, name: str) -> object:
    return True if boolean.read(post, field, name) is True else None


def _problems(field: Field, value: object, _context: Context) -> list[Problem]:
    return [] if value is True else wrong(field, "required", NOT_TICKED)


def _shown(_field: Field, _value: object, _names: Names) -> str:
    return str(_("Đã cam đoan"))


TYPE = FieldType(Kind.BOOLEAN, _schema, _read, _problems, _shown)
