"""What an officer can ask to complete or to supplement: papers and fields of this procedure, in one list of ticks."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.forms.definition import AnsweredBy
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    word: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    choices: tuple[Choice, ...]


def papers(definition: Definition) -> Group:
    all_papers = (paper for group in definition.paper_groups for paper in group.papers if not paper.is_form)
    return Group("", tuple(Choice(paper.key, paper.name) for paper in all_papers))


def fields(definition: Definition) -> list[Group]:
    form = definition.form
    asked = (f for f in form.asked_of(AnsweredBy.APPLICANT))
    groups = [Group("", tuple(Choice(f.key, f.label) for f in asked))]
    for section in form.sections:
        mended = (f for f in form.fields_asked_in(section) if f.computed is None and f.type != "declaration")
        groups.append(Group(section.title, tuple(Choice(f.key, f.label) for f in mended)))
    return [group for group in groups if group.choices]


def ticked(request: ActingRequest, groups: Sequence[Group]) -> list[str]:
    """The items of this procedure that were ticked, once each, in the order of the page."""
    posted = set(request.POST.getlist("items"))
    keys = (choice.key for group in groups for choice in group.choices)
    return [key for key in dict.fromkeys(keys) if key in posted]
