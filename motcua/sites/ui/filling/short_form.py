"""A few questions that belong to no procedure, such as who stands there: read and judged like those of a form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.missing import missing
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.sites.ui.filling.posted import posted


@dataclass(frozen=True, slots=True)
class Answered:
    """What was typed, canonical where it could be, and one sentence for each input to mend."""

    typed: dict[str, Any]
    problems: dict[str, str]

    def text(self, key: str) -> str:
        """The answer as text; empty when there is none."""
        return str(self.typed.get(key) or "")


def answered(asked: Sequence[Field], post: QueryDict) -> Answered:
    typed = forms.read(asked, posted(post, asked))
    context = forms.context_of(at=legal_time.now(), calendar=versions.calendar_of(versions.current_id()))
    problems: dict[str, str] = {}
    for field in asked:
        value = typed[field.key]
        found = type_of(field).problems(field, value, context) if value is not None else []
        if value is None and field.required:
            found = [missing(field)]
        for problem in found:
            problems.setdefault(problem.field, str(problem))
    return Answered(typed, problems)
