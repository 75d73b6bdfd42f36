"""What an officer can ask to complete or to supplement: papers and fields of this procedure, in one list of ticks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition, RequiredPaper
from motcua.blueprints.catalogue.papers import papers_for
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms.definition import AnsweredBy, Field
from motcua.dossiers.models import Dossier
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    word: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    choices: tuple[Choice, ...]


def groups(dossier: Dossier) -> list[Group]:
    """The papers that this case needs first, then the other papers, then the fields by section."""
    definition = definition_of(dossier.procedure_version_id)
    filing = dossier.filings.latest("number")
    needed = [
        paper
        for group in papers_for(definition, answers=filing.answers, channel=dossier.channel)
        for paper in group.papers
    ]
    others = [paper for group in definition.paper_groups for paper in group.papers if paper not in needed]
    found = (
        Group(_("Giấy tờ của trường hợp này"), _papers(needed)),
        Group(_("Giấy tờ khác của thủ tục"), _papers(others)),
        *_fields(definition),
    )
    return [group for group in found if group.choices]


def ticked(request: ActingRequest, groups: Sequence[Group]) -> list[str]:
    """The items of this procedure that were ticked, once each, in the order of the page."""
    posted = set(request.POST.getlist("items"))
    keys = (choice.key for group in groups for choice in group.choices)
    return [key for key in dict.fromkeys(keys) if key in posted]


def _papers(papers: Iterable[RequiredPaper]) -> tuple[Choice, ...]:
    return tuple(Choice(paper.key, paper.name) for paper in papers if not paper.is_form)


def _fields(definition: Definition) -> list[Group]:
    form = definition.form
    sections = [Group(section.title, _mended(form.fields_asked_in(section))) for section in form.sections]
    return [Group(_("Trường hợp"), _mended(form.asked_of(AnsweredBy.APPLICANT))), *sections]


def _mended(fields: Iterable[Field]) -> tuple[Choice, ...]:
    """What the system reckons cannot be mended, and a declaration is made anew anyway."""
    mended = (field for field in fields if field.computed is None and field.type != "declaration")
    return tuple(Choice(field.key, field.label) for field in mended)
