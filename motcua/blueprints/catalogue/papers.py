"""Thành phần hồ sơ: the papers that this case needs, and which of them have not been given."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from motcua.blueprints.catalogue.definition import Definition, GroupRule, PaperGroup, RequiredPaper
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds
from motcua.blueprints.forms.definition import Form

Answers = Mapping[str, object]
#: The register that answers about the applicant.
POPULATION = "population_db"
#: At the counter an officer types the application; its print is signed, and may be scanned but need not be.
TYPED_BY_THE_OFFICE = "counter"


def papers_for(definition: Definition, *, answers: Answers, channel: str) -> tuple[PaperGroup, ...]:
    """Only what this case needs. Online the application itself is the electronic form: nothing is uploaded for it."""
    # Conditions of papers read answers and channel, not the calendar; any day will do.
    context = Context(today=date.min, channel=channel)
    groups = (
        replace(group, papers=tuple(paper for paper in group.papers if _is_needed(paper, answers, context)))
        for group in definition.paper_groups
        if holds(group.when, answers, context)
    )
    return tuple(group for group in groups if group.papers)


def missing_papers(
    definition: Definition,
    *,
    answers: Answers,
    given: Mapping[str, int],
    channel: str,
    found_in: Collection[str] = (),
    confirmed: Collection[str] = (),
) -> tuple[RequiredPaper, ...]:
    """What must still be given. `given` counts files by paper; `found_in` are databases that answered already.

    `confirmed` are facts that the population database has confirmed (`confirmed_facts`).
    Of a group in which one paper is enough, the first that would do is named.
    """
    groups = papers_for(definition, answers=answers, channel=channel)
    return tuple(
        paper
        for group in groups
        for paper in _missing_in(group, given, frozenset(found_in), frozenset(confirmed))
        if not (paper.is_form and channel == TYPED_BY_THE_OFFICE)
    )


def confirmed_facts(form: Form, sources: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """What the population database said of the applicant and stands in the answers unchanged, as `prefill` names it."""
    return frozenset(
        field.prefill
        for key, field in form.fields.items()
        if field.prefill is not None and sources.get(key, {}).get("from") == "register"
    )


def is_confirmed(paper: RequiredPaper, confirmed: Collection[str]) -> bool:
    """Whether the register has said all that the paper would prove: then it is not asked for (66.7/2025/NQ-CP)."""
    return POPULATION in paper.replaceable_by and bool(paper.proves) and set(paper.proves) <= set(confirmed)


def paper_named(definition: Definition, *, key: str) -> RequiredPaper | None:
    return next((p for group in definition.paper_groups for p in group.papers if p.key == key), None)


def _missing_in(
    group: PaperGroup, given: Mapping[str, int], found_in: frozenset[str], confirmed: frozenset[str]
) -> tuple[RequiredPaper, ...]:
    required = [paper for paper in group.papers if paper.required]
    lacking = [
        paper
        for paper in required
        if not given.get(paper.key)
        and not found_in.intersection(paper.replaceable_by)
        and not is_confirmed(paper, confirmed)
    ]
    if group.rule is not GroupRule.ONE_OF:
        return tuple(lacking)
    has_one = len(lacking) < len(required) or any(given.get(paper.key) for paper in group.papers)
    return () if has_one else tuple(lacking[:1])


def _is_needed(paper: RequiredPaper, answers: Answers, context: Context) -> bool:
    return holds(paper.when, answers, context) and not (context.channel == "online" and paper.is_form)
