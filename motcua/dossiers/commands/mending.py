"""What the applicant may still change once an officer has asked: that, what it brings up, and what no longer passes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.blueprints.catalogue.definition import Definition, RequiredPaper
from motcua.blueprints.catalogue.papers import missing_papers, papers_for
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds
from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import AnsweredBy, Form
from motcua.blueprints.forms.problems import Problem
from motcua.dossiers.models import Answers, Dossier, Paper
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation.calendar import versions
from motcua.foundation.refusals import Refusal

#: States in which the applicant mends, and mends nothing but what was asked for.
MENDING = frozenset({State.INCOMPLETE, State.SUPPLEMENT_REQUESTED})
_REQUESTS = (Action.ASK_TO_COMPLETE, Action.REQUEST_SUPPLEMENT)


class NotAskedFor(Refusal):
    """The officer did not ask for this; it stays as it was filed."""


@dataclass(frozen=True, slots=True)
class Open:
    """Keys of fields and of papers."""

    fields: frozenset[str]
    papers: frozenset[str]


def open_in(
    dossier: Dossier, *, answers: Mapping[str, Any], at: datetime, after: Mapping[str, Any] | None = None
) -> Open:
    """What is open in a dossier that was sent back. `after` are the answers as a change would leave them.

    What does not pass is judged before the change: who spoils an answer has not opened it by that.
    """
    definition = definition_of(dossier.procedure_version_id)
    calendar = versions.calendar_of(versions.current_id())
    filing = dossier.filings.latest("number")
    then = forms.context_of(at=filing.filed_at, calendar=calendar, channel=dossier.channel)
    now = forms.context_of(at=at, calendar=calendar, channel=dossier.channel)
    form, asked = definition.form, frozenset(_asked(dossier))
    changed = answers if after is None else after
    brought_up = _questions(form, changed, now) - _questions(form, filing.answers, then)
    failing = forms.problems(form, answers, at=at, calendar=calendar, channel=dossier.channel)
    declared = {field.key for field in form.fields.values() if field.type == "declaration"}
    needed = _papers(definition, changed, now) - _papers(definition, filing.answers, then)
    lacking = {paper.key for paper in _lacking(dossier, definition, forms.with_computed(form, changed, now))}
    return Open(asked | brought_up | _to_mend(form, failing) | declared, asked | needed | lacking)


def require_open_fields(
    dossier: Dossier, *, state: State, before: Mapping[str, Any], after: Mapping[str, Any], at: datetime
) -> None:
    """Raises NotAskedFor when one of the answers that differ was not asked for. `state` was read under lock."""
    if state not in MENDING:
        return
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    if not changed <= open_in(dossier, answers=before, after=after, at=at).fields:
        raise NotAskedFor


def require_open_paper(dossier: Dossier, *, state: State, item: str, at: datetime) -> None:
    """Raises NotAskedFor when this paper was not asked for."""
    if state not in MENDING:
        return
    answers = Answers.objects.values_list("data", flat=True).get(dossier_id=dossier.pk)
    if item not in open_in(dossier, answers=answers, at=at).papers:
        raise NotAskedFor


def _asked(dossier: Dossier) -> list[str]:
    details = dossier.events.filter(action__in=_REQUESTS).order_by("-number").values_list("details", flat=True)
    return list(details[0].get("items", ()))


def _questions(form: Form, answers: Mapping[str, Any], context: Context) -> set[str]:
    """Every field that this case asks."""
    known = forms.with_computed(form, answers, context)
    case = {
        question.key
        for question in form.asked_of(AnsweredBy.APPLICANT)
        if holds(form.fields[question.key].visible_when, known, context)
    }
    sections = forms.sections_for(form, known, context)
    return case | {field.key for each in sections for field in forms.fields_for(form, each, known, context)}


def _papers(definition: Definition, answers: Mapping[str, Any], context: Context) -> set[str]:
    known = forms.with_computed(definition.form, answers, context)
    groups = papers_for(definition, answers=known, channel=context.channel or "")
    return {paper.key for group in groups for paper in group.papers}


def _lacking(dossier: Dossier, definition: Definition, known: Mapping[str, Any]) -> tuple[RequiredPaper, ...]:
    """Papers without which it cannot be filed again."""
    items = Paper.objects.filter(dossier=dossier, removed_at=None).values_list("item", flat=True)
    return missing_papers(definition, answers=known, given=Counter(items), channel=dossier.channel)


def _to_mend(form: Form, found: Iterable[Problem]) -> set[str]:
    """The fields that no longer pass: with a check over several, all of these."""
    checks = {check.key: check.fields for check in form.cross_checks}
    return {
        key
        for problem in found
        if problem.blocks
        for key in (problem.field.partition("-")[0], *checks.get(problem.rule, ()))
    }
