"""Thành phần hồ sơ: the papers that this case needs, and which of them have not been given."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from motcua.blueprints.catalogue.definition import Definition, GroupRule, PaperGroup, RequiredPaper
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds

Answers = Mapping[str, object]


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
) -> tuple[RequiredPaper, ...]:
    """What must still be given. `given` counts files by paper; `found_in` are databases that answered already.

    Of a group in which one paper is enough, the first that would do is named.
    """
    groups = papers_for(definition, answers=answers, channel=channel)
    return tuple(paper for group in groups for paper in _missing_in(group, given, frozenset(found_in)))


def paper_named(definition: Definition, *, key: str) -> RequiredPaper | None:
    return next((p for group in definition.paper_groups for p in group.papers if p.key == key), None)


def _missing_in(group: PaperGroup, given: Mapping[str, int], found_in: frozenset[str]) -> tuple[RequiredPaper, ...]:
    required = [paper for paper in group.papers if paper.required]
    lacking = [
        paper for paper in required if not given.get(paper.key) and not found_in.intersection(paper.replaceable_by)
    ]
    if group.rule is not GroupRule.ONE_OF:
        return tuple(lacking)
    has_one = len(lacking) < len(required) or any(given.get(paper.key) for paper in group.papers)
    return () if has_one else tuple(lacking[:1])


def _is_needed(paper: RequiredPaper, answers: Answers, context: Context) -> bool:
    return holds(paper.when, answers, context) and not (context.channel == "online" and paper.is_form)
