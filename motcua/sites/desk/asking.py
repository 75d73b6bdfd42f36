"""What an officer can ask to complete or to supplement: papers and fields, each with what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition, RequiredPaper
from motcua.blueprints.catalogue.papers import papers_for
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms.definition import AnsweredBy, Field
from motcua.dossiers.commands.requests import Reason, Reasons
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.faults import OF_ANSWERS, WANTS_WORDS, Fault
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.fault_words import FAULTS

LONGEST_WORDS = 300
Faults = Mapping[str, str | Promise]

_OF_PAPERS: Faults = {fault.value: word for fault, word in FAULTS.items()}
_OF_ANSWERS: Faults = {fault.value: FAULTS[fault] for fault in OF_ANSWERS}


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    word: str
    faults: Faults


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was ticked and chosen, as it came, so that nothing is typed twice."""

    items: tuple[str, ...] = ()
    faults: Mapping[str, str] | None = None
    words: Mapping[str, str] | None = None
    looked: bool = False

    def fault(self, key: str) -> str:
        return (self.faults or {}).get(key, "")

    def said(self, key: str) -> str:
        return (self.words or {}).get(key, "")


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


def typed(request: ActingRequest, groups: Sequence[Group]) -> Typed:
    """The items of this procedure that were ticked, once each, in the order of the page."""
    posted = set(request.POST.getlist("items"))
    keys = tuple(dict.fromkeys(key for key in _keys(groups) if key in posted))
    return Typed(
        keys,
        {key: request.POST.get(f"fault-{key}", "") for key in keys},
        {key: request.POST.get(f"words-{key}", "").strip()[:LONGEST_WORDS] for key in keys},
        looked="looked" in request.POST,
    )


def begun(marked: Reasons, groups: Sequence[Group]) -> Typed:
    """What marks on papers say already: the officer goes on from there."""
    keys = tuple(dict.fromkeys(key for key in _keys(groups) if key in marked))
    return Typed(
        keys, {key: marked[key].code.value for key in keys}, {key: marked[key].words[:LONGEST_WORDS] for key in keys}
    )


def reasons(typed: Typed) -> Reasons:
    """Of items whose reason was chosen from the catalogue; `problems` names the others."""
    known = {fault.value: fault for fault in Fault}
    return {key: Reason(known[typed.fault(key)], typed.said(key)) for key in typed.items if typed.fault(key) in known}


def problems(typed: Typed, groups: Sequence[Group]) -> dict[str, str]:
    """What is missing before it can be sent, by the input in which to mend it."""
    choices = {choice.key: choice for group in groups for choice in group.choices}
    found: dict[str, str] = {}
    if not typed.items:
        found["asked"] = _("Đánh dấu ít nhất một giấy tờ hoặc mục cần hoàn thiện")
    for key in typed.items:
        found |= _problem(choices[key], typed)
    if not typed.looked:
        found["looked"] = _("Xem lại các mục chưa đánh dấu, rồi đánh dấu vào ô “Tôi đã xem hết hồ sơ”")
    return found


def unticked(typed: Typed, groups: Sequence[Group]) -> list[str]:
    """What would count as being in order: papers by name, fields by section, so that it can be read at a glance."""
    left: list[str] = []
    for group in groups:
        choices = [choice for choice in group.choices if choice.key not in typed.items]
        if choices and group.choices[0].faults is _OF_PAPERS:
            left += [choice.word for choice in choices]
        elif choices:
            facts = {"section": group.title, "count": len(choices)}
            left.append(_("%(section)s: %(count)s mục") % facts)
    return left


def _problem(choice: Choice, typed: Typed) -> dict[str, str]:
    fault = typed.fault(choice.key)
    if fault not in choice.faults:
        return {f"fault-{choice.key}": _("Chọn lý do cho “%(item)s”") % {"item": choice.word}}
    if fault in WANTS_WORDS and not typed.said(choice.key):
        return {f"words-{choice.key}": _("Ghi rõ “%(item)s” sai thế nào") % {"item": choice.word}}
    return {}


def _keys(groups: Sequence[Group]) -> list[str]:
    return [choice.key for group in groups for choice in group.choices]


def _papers(papers: Iterable[RequiredPaper]) -> tuple[Choice, ...]:
    return tuple(Choice(paper.key, paper.name, _OF_PAPERS) for paper in papers if not paper.is_form)


def _fields(definition: Definition) -> list[Group]:
    form = definition.form
    sections = [Group(section.title, _mended(form.fields_asked_in(section))) for section in form.sections]
    return [Group(_("Trường hợp"), _mended(form.asked_of(AnsweredBy.APPLICANT))), *sections]


def _mended(fields: Iterable[Field]) -> tuple[Choice, ...]:
    """What the system reckons cannot be mended, and a declaration is made anew anyway."""
    mended = (field for field in fields if field.computed is None and field.type != "declaration")
    return tuple(Choice(field.key, field.label, _OF_ANSWERS) for field in mended)
