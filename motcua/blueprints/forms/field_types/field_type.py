"""What a field type is made of. A new one is a file beside this one and a line in the registry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.posted import Posted
from motcua.blueprints.forms.problems import Problem

#: Names of provinces and communes by code.
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FieldType:
    """`read` gives the canonical answer, or what was typed where that is none, so that nothing typed is lost."""

    kind: Kind
    schema: Callable[[Field], dict[str, Any]]
    read: Callable[[Posted, Field, str], object]
    problems: Callable[[Field, object, Context], list[Problem]]
    shown: Callable[[Field, object, Names], str]


def as_text(_: Field, value: object, __: Names) -> str:
    return str(value)


def no_problems(_: Field, __: object, ___: Context) -> list[Problem]:
    return []
