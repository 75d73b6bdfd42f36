"""One line of text."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, as_text
from motcua.blueprints.forms.problems import Problem, wrong

#: Where the definition sets no limit, a line is no longer than this.
LONGEST_LINE = 500
WRONG_SHAPE = _("Ô “%(label)s” chưa đúng mẫu. Kiểm tra lại từng chữ và số.")


def schema(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": field.max_length or LONGEST_LINE}
    if field.pattern:
        found["pattern"] = field.pattern
    return found


def problems(field: Field, value: object, _context: Context) -> list[Problem]:
    longest = field.max_length or LONGEST_LINE
    if not isinstance(value, str):
        return wrong(field, "shape", WRONG_SHAPE)
    if len(value) > longest:
        sentence = _("Ô “%(label)s” dài %(length)s ký tự, tối đa %(longest)s. Viết ngắn lại.")
        return wrong(field, "too_long", sentence, length=len(value), longest=longest)
    if field.pattern and not re.search(field.pattern, value):
        return wrong(field, "pattern", WRONG_SHAPE)
    return []


def read(post: posted.Posted, _field: Field, name: str) -> object:
    return posted.answer(post, name)


TYPE = FieldType(Kind.TEXT, schema, read, problems, as_text)
