"""What the types made of digits share: read without the spaces and stops that people put in, checked by a pattern."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, as_text
from motcua.blueprints.forms.problems import Problem, doubtful, wrong

_SEPARATORS = re.compile(r"[\s.\-–]")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a kept library says of a value of the right shape: it may be right all the same, and is remarked only."""

    is_sound: Callable[[str], bool]
    sentence: Promise | str


def digits_type(
    pattern: str, sentence: Promise | str, *, tidy: Callable[[str], str] | None = None, doubt: Doubt | None = None
) -> FieldType:
    """A type whose answers match `pattern` wholly; `sentence` may use %(count)s, the digits that were typed."""

    def schema(_: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^(?:{pattern})$"}

    def read(post: posted.Posted, _: Field, name: str) -> object:
        return (tidy or without_separators)(posted.text(post, name)) or None

    def problems(field: Field, value: object, _: Context) -> list[Problem]:
        if isinstance(value, str) and re.fullmatch(pattern, value):
            return doubtful(field, "doubt", doubt.sentence) if doubt and not doubt.is_sound(value) else []
        return wrong(field, "shape", sentence, count=sum(map(str.isdigit, str(value))))

    return FieldType(Kind.TEXT, schema, read, problems, as_text)


def without_separators(text: str) -> str:
    return _SEPARATORS.sub("", text)
