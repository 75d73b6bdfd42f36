"""Answers from another form put into ours: what fits is filed, and what does not is kept to be read beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jsonschema_rs

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import AnsweredBy, Field, Form
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.dossiers.models import Channel
from motcua.foundation.calendar import versions

#: Names a file of ours: whoever could say which one would see somebody else's.
_NOT_FROM_OUTSIDE = frozenset({"image"})


@dataclass(frozen=True, slots=True)
class Fitted:
    kept: dict[str, Any]
    #: By the names that they came under.
    beside: dict[str, Any]


def fitted(form: Form, given: dict[str, Any], *, at: datetime) -> Fitted:
    """An answer that our form would not accept is no answer to it, and is not thrown away either."""
    calendar = versions.calendar_of(versions.current_id())
    context = forms.context_of(at=at, calendar=calendar, channel=Channel.ONLINE)
    read = {each.key: _read(each, given[each.key]) for each in _asked(form) if each.key in given}
    sound = {key: value for key, value in read.items() if _fits(form.fields[key], value, context)}
    kept = forms.visible_answers(form, sound, at=at, calendar=calendar, channel=Channel.ONLINE)
    return Fitted(kept, {key: value for key, value in given.items() if key not in kept})


def _asked(form: Form) -> list[Field]:
    """What an applicant answers herself: not what officers find out, and not what we reckon."""
    officers = {each.key for each in form.asked_of(AnsweredBy.OFFICER)}
    return [
        each
        for each in form.fields.values()
        if each.computed is None and each.key not in officers and each.type not in _NOT_FROM_OUTSIDE
    ]


def _read(asked: Field, value: Any) -> Any:
    """A text is read as one that was typed; everything else comes as we would store it."""
    return forms.read([asked], {asked.key: [value]})[asked.key] if isinstance(value, str) else value


def _fits(asked: Field, value: Any, context: Context) -> bool:
    """Its shape first: what judges a meaning may rely on it."""
    kind = type_of(asked)
    return bool(jsonschema_rs.is_valid(kind.schema(asked), value)) and not any(
        problem.blocks for problem in kind.problems(asked, value, context)
    )
