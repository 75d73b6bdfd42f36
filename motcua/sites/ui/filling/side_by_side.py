"""Facts from elsewhere beside what a person typed: empty boxes are filled, and nothing typed is replaced unasked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.blueprints.expressions.logic import is_filled
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.display import shown


@dataclass(frozen=True, slots=True)
class Difference:
    """The same question with two answers, as a person reads them."""

    field: Field
    present: str
    offered: str


@dataclass(frozen=True, slots=True)
class Merged:
    #: What goes into empty boxes.
    filled: Mapping[str, Any]
    #: What the person must choose about.
    differing: Mapping[str, Any]
    #: What was there already, just so.
    confirmed: Mapping[str, Any]


def merged(present: Mapping[str, Any], offered: Mapping[str, Any]) -> Merged:
    known = {key: value for key, value in offered.items() if is_filled(present.get(key))}
    return Merged(
        filled={key: value for key, value in offered.items() if key not in known},
        differing={key: value for key, value in known.items() if present[key] != value},
        confirmed={key: value for key, value in known.items() if present[key] == value},
    )


def differences(
    fields: Mapping[str, Field], present: Mapping[str, Any], differing: Mapping[str, Any]
) -> list[Difference]:
    return [
        Difference(fields[key], shown(fields[key], present[key]), shown(fields[key], value))
        for key, value in differing.items()
    ]
