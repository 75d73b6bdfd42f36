"""Originals of a dossier: what we hold, how the others were shown, giving back, and the line to sign."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.catalogue.definition import Definition, RequiredPaper
from motcua.blueprints.catalogue.papers import papers_for
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.access import visible_to
from motcua.dossiers.commands import originals as holding
from motcua.dossiers.models import Dossier, GivenTo, Original, Shown
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.sites.desk import answering, filed, finding
from motcua.sites.ui import numbers
from motcua.sites.ui.acting import ActingRequest

TEMPLATE = "desk/originals.html"
WORDS: dict[str, str | Promise] = {
    Shown.SEEN: gettext_lazy("Chỉ xem, trả lại ngay"),
    Shown.COMPARED: gettext_lazy("Đã đối chiếu bản sao với bản chính"),
    Shown.KEPT: gettext_lazy("Giữ bản chính"),
}
RECEIVERS: dict[str, str | Promise] = {
    GivenTo.APPLICANT: gettext_lazy("chính người nộp hồ sơ"),
    GivenTo.REPRESENTATIVE: gettext_lazy("người được ủy quyền"),
}
_PAGE = 100
_MOST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    original: Original

    @property
    def word(self) -> str | Promise:
        return WORDS[self.original.shown]


@require_http_methods(["GET", "HEAD", "POST"])
def originals(request: ActingRequest, code: str) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    definition = definition_of(dossier.procedure_version_id)
    if request.method != "POST":
        finding.note(request, dossier, part="originals")
        return answering.page(request, TEMPLATE, _context(request, dossier, definition))
    if not _may_note(request.actor, dossier):
        raise Http404
    act = _give_back if "give_back" in request.POST else _note
    return answering.act(
        request, dossier, TEMPLATE, _context(request, dossier, definition), lambda: act(request, dossier)
    )


@require_safe
def slip(request: ActingRequest, code: str) -> HttpResponse:
    """What was kept and what went back, to print and sign."""
    dossier = finding.dossier_of(request, code)
    finding.note(request, dossier, part="originals")
    context = {
        "dossier": dossier,
        "lines": [line for line in lines_of(dossier) if line.original.shown == Shown.KEPT],
        "receivers": RECEIVERS,
        "officer": request.user.person.full_name,
    }
    return answering.page(request, "desk/originals_slip.html", context)


@require_safe
def held(request: ActingRequest) -> HttpResponse:
    """Bản gốc đang giữ: all that this unit has to give back, the longest held first."""
    if request.actor.role is not Role.RECEPTIONIST:
        raise Http404
    kept = _held(visible_to(request.actor)).filter(dossier__receiving_unit_id=request.actor.agency_id)
    with_all = ("dossier__procedure_version__procedure", "dossier__applicant")
    rows = kept.select_related(*with_all).order_by("noted_at", "pk")[:_PAGE]
    context = {"rows": [(_name(row), row) for row in rows], "of_hall": "originals"}
    return answering.page(request, "desk/originals_held.html", context)


def lines_of(dossier: Dossier) -> list[Line]:
    """For the page of the dossier, too."""
    names = filed.paper_names(definition_of(dossier.procedure_version_id))
    noted = Original.objects.filter(dossier=dossier).order_by("pk")
    return [Line(names.get(original.item, original.item), original) for original in noted]


def chosen(post: QueryDict, papers: list[RequiredPaper]) -> dict[str, tuple[Shown, int]]:
    """What was said on the page of each paper; nothing where nothing was said. Raises CountMissing."""
    found: dict[str, tuple[Shown, int]] = {}
    for paper in papers:
        shown = post.get(f"original-{paper.key}", "")
        if shown in Shown.values:
            found[paper.key] = (Shown(shown), _count(post.get(f"count-{paper.key}", "")))
            if found[paper.key] == (Shown.KEPT, 0):
                raise holding.CountMissing
    return found


def note_all(request: ActingRequest, dossier: Dossier, said: Mapping[str, tuple[Shown, int]]) -> None:
    for item, (shown, count) in said.items():
        holding.note(dossier, item=item, shown=shown, count=count, actor=request.actor, at=legal_time.now())


def papers_of(definition: Definition, answers: Mapping[str, object], *, channel: str) -> list[RequiredPaper]:
    """Those of this case that have an original: the application has none."""
    groups = papers_for(definition, answers=answers, channel=channel)
    return [paper for group in groups for paper in group.papers if not paper.is_form]


def _note(request: ActingRequest, dossier: Dossier) -> str:
    definition = definition_of(dossier.procedure_version_id)
    with transaction.atomic():
        note_all(request, dossier, chosen(request.POST, _papers(dossier, definition)))
    return _("Đã ghi bản chính của hồ sơ %(code)s.") % {"code": dossier.code}


def _give_back(request: ActingRequest, dossier: Dossier) -> str:
    to = request.POST.get("to", "")
    if to not in GivenTo.values:
        raise Http404
    ids = [numbers.row(each) for each in request.POST.getlist("originals")]
    given = holding.give_back(dossier, ids=ids, to=GivenTo(to), actor=request.actor, at=legal_time.now())
    return _("Đã trả %(count)s bản chính. In giấy giao nhận để người nhận ký.") % {"count": sum(o.count for o in given)}


def _context(request: ActingRequest, dossier: Dossier, definition: Definition) -> dict[str, object]:
    lines = lines_of(dossier)
    current = {line.original.item: line.original for line in lines if line.original.returned_at is None}
    return {
        "dossier": dossier,
        "lines": lines,
        "held": [line for line in lines if line.original.is_held],
        "papers": _papers(dossier, definition),
        "current": current,
        "words": WORDS,
        "receivers": RECEIVERS,
        "may_note": _may_note(request.actor, dossier),
        "problems": {},
        "refused": "",
    }


def _papers(dossier: Dossier, definition: Definition) -> list[RequiredPaper]:
    answers = dossier.filings.latest("number").answers
    return papers_of(definition, answers, channel=dossier.channel)


def _may_note(actor: Actor, dossier: Dossier) -> bool:
    return actor.role is Role.RECEPTIONIST and actor.agency_id == dossier.receiving_unit_id


def _held(dossiers: QuerySet[Dossier]) -> QuerySet[Original]:
    return Original.objects.filter(shown=Shown.KEPT, returned_at=None, dossier__in=dossiers)


def _name(original: Original) -> str:
    names = filed.paper_names(definition_of(original.dossier.procedure_version_id))
    return names.get(original.item, original.item)


def _count(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else 0
