"""What this person declared in a dossier of her own before, offered again. Nothing of it is filled in unasked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from motcua.blueprints.catalogue.queries import VERSIONS_KEPT, definition_of
from motcua.blueprints.expressions.logic import is_filled
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.blueprints.forms.lasting_facts import Fact, facts_asked_in, facts_in
from motcua.blueprints.forms.people import Aspect
from motcua.dossiers.access import declared_by
from motcua.dossiers.rules.actor import Actor
from motcua.sites.ui.filling.draft import Draft

#: Further back than that, what was declared is old as well.
_MOST_DOSSIERS = 10


@dataclass(frozen=True, slots=True)
class EarlierFacts:
    """From one dossier, by the fields of the page."""

    code: str
    filed_at: datetime
    values: Mapping[str, Any]


def earlier_facts(
    draft: Draft, fields: Sequence[Field], *, actor: Actor, code: str | None = None
) -> EarlierFacts | None:
    """The newest own dossier that says something new here, or the one of that code."""
    if not facts_asked_in(fields):
        return None
    for number, filed_at, version, answers in _own_filed(draft, actor, code=code):
        values = _said_of(draft, fields, version, answers)
        if _is_news(draft, values):
            return EarlierFacts(number, filed_at, values)
    return None


def earlier_parts(draft: Draft, *, actor: Actor, code: str) -> dict[str, Mapping[str, Any]]:
    """What the dossier of that code says that is new, for each page of questions that this case asks."""
    for _, _, version, answers in _own_filed(draft, actor, code=code):
        said = {part.key: _said_of(draft, part.fields, version, answers) for part in draft.parts}
        return {key: values for key, values in said.items() if _is_news(draft, values)}
    return {}


def _is_news(draft: Draft, values: Mapping[str, Any]) -> bool:
    return any(draft.known.get(key) != value for key, value in values.items())


def _said_of(draft: Draft, fields: Sequence[Field], version: int, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What those answers say of the facts that these fields ask."""
    asked, by_key = facts_asked_in(fields), {field.key: field for field in fields}
    given = {fact: answers[key] for key, fact in _facts_of(version).items() if is_filled(answers.get(key))}
    values = {key: given[fact] for key, fact in asked.items() if fact in given}
    return _of_the_same_people(draft, asked, _sound(draft, by_key, values))


@lru_cache(maxsize=VERSIONS_KEPT)
def _facts_of(version: int) -> Mapping[str, Fact]:
    """A published version never changes: which of its fields ask for which fact is worked out once."""
    return facts_in(definition_of(version).form)


def _own_filed(draft: Draft, actor: Actor, *, code: str | None) -> list[tuple[str, datetime, int, dict[str, Any]]]:
    own = declared_by(actor).exclude(pk=draft.dossier.pk)
    chosen = own if code is None else own.filter(code=code)
    columns = ("code", "submitted_at", "procedure_version_id", "answers__data")
    return list(chosen.order_by("-submitted_at", "-pk").values_list(*columns)[:_MOST_DOSSIERS])


def _sound(draft: Draft, fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """What the field of today would accept."""
    return {
        key: value
        for key, value in values.items()
        if not type_of(fields[key]).problems(fields[key], value, draft.context)
    }


def _of_the_same_people(draft: Draft, asked: Mapping[str, Fact], values: Mapping[str, Any]) -> dict[str, Any]:
    """Nothing about somebody whose number here is already another one."""
    numbers = {key: fact.about for key, fact in asked.items() if fact.says == Aspect.PERSONAL_ID}
    others = {
        about
        for key, about in numbers.items()
        if draft.known.get(key) and values.get(key) and draft.known[key] != values[key]
    }
    return {key: value for key, value in values.items() if asked[key].about not in others}
