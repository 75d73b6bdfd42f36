"""Giấy tờ của tôi: what is kept for the person, where it came from, who used it and who looked at it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.archive import keeping, using
from motcua.foundation.archive.models import ArchivedPaper, ArchiveUse
from motcua.foundation.archive.using import Owners
from motcua.foundation.audit.models import Look
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.files.response import download
from motcua.sites.ui import labels
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.archive_offers import kept_note

#: Of uses and looks together, for each paper.
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Line:
    """Once that a paper was put into a dossier, or that an officer saw it. `who` is empty for the owner herself."""

    at: datetime
    who: str
    dossier_code: str
    is_look: bool


@dataclass(frozen=True, slots=True)
class Kept:
    paper: ArchivedPaper
    is_usable: bool
    lines: tuple[Line, ...]


@require_safe
def archive(request: ActingRequest) -> HttpResponse:
    at = legal_time.now()
    papers = list(using.papers_of(_owners(request, at=at)))
    lines = _lines(papers)
    kept = [Kept(paper, _is_usable(paper, on=legal_day(at)), tuple(lines[paper.pk][:MOST_SHOWN])) for paper in papers]
    context = {
        "usable": [each for each in kept if each.is_usable],
        "past": [each for each in kept if not each.is_usable],
        "kept_note": kept_note,
        "is_citizen": request.actor.role is Role.APPLICANT,
    }
    return render(request, "portal/archive.html", context)


@require_safe
def file(request: ActingRequest, paper_uuid: UUID) -> HttpResponseBase:
    return download(_paper(request, paper_uuid).file)


@require_POST
def removal(request: ActingRequest, paper_uuid: UUID) -> HttpResponse:
    """The owner wants it offered no more. What was filed with it stays filed."""
    paper = _paper(request, paper_uuid)
    keeping.retire(paper, at=legal_time.now())
    messages.success(request, _("Giấy tờ “%(name)s” sẽ không được gợi ý dùng lại nữa.") % {"name": paper.name})
    return redirect("portal:archive")


def _owners(request: ActingRequest, *, at: datetime) -> Owners:
    """An officer's account has no archive: she has one as a citizen."""
    if request.actor.role is not Role.APPLICANT or request.actor.person_id is None:
        return Owners(frozenset())
    return using.owners_of(request.actor.person_id, on=legal_day(at))


def _paper(request: ActingRequest, paper_uuid: UUID) -> ArchivedPaper:
    return get_object_or_404(using.papers_of(_owners(request, at=legal_time.now())), uuid=paper_uuid)


def _is_usable(paper: ArchivedPaper, *, on: date) -> bool:
    return paper.retired_at is None and (paper.valid_to is None or paper.valid_to >= on)


def _lines(papers: Sequence[ArchivedPaper]) -> dict[int, list[Line]]:
    """By paper, the newest first. Three queries however many papers there are."""
    by_file = {paper.file_id: paper.pk for paper in papers}
    uses = list(ArchiveUse.objects.filter(archived__in=papers).select_related("post__agency", "account__person"))
    looks = list(Look.objects.filter(file_id__in=by_file).select_related("post__agency"))
    dossiers = {use.dossier_id for use in uses} | {look.dossier_id for look in looks}
    codes = dict(Dossier.objects.filter(pk__in=dossiers).values_list("pk", "code"))
    lines: dict[int, list[Line]] = defaultdict(list)
    for use in uses:
        lines[use.archived_id].append(Line(use.at, _user(use), codes.get(use.dossier_id) or "", is_look=False))
    for look in looks:
        if look.file_id is not None:
            who = f"{labels.role_word(look.post.role)}, {look.post.agency.name}"
            lines[by_file[look.file_id]].append(Line(look.at, who, codes.get(look.dossier_id) or "", is_look=True))
    return {pk: sorted(found, key=lambda line: line.at, reverse=True) for pk, found in lines.items()} | {
        paper.pk: [] for paper in papers if paper.pk not in lines
    }


def _user(use: ArchiveUse) -> str:
    if use.post is not None:
        return f"{labels.role_word(use.post.role)}, {use.post.agency.name}"
    return use.account.person.full_name
