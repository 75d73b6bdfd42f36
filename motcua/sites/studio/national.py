"""The national catalogue beside ours: what it proposes, what the doctor finds in it, and what a person settled."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.catalogue import queries as catalogue
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import NationalEntry
from motcua.blueprints.catalogue.national import comparing, queries
from motcua.blueprints.catalogue.national.doctor import rounds
from motcua.blueprints.catalogue.national.doctor.finding import Finding
from motcua.blueprints.catalogue.national.parsing import parse
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal
from motcua.sites.studio import door, national_words
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest

PAGE = 50


@dataclass(frozen=True, slots=True)
class Proposal:
    entry: NationalEntry
    short_name: str
    parts: tuple[str, ...]
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in a list: `is_ours` is mended in the definition's file, the others are settled here."""

    finding: Finding
    is_ours: bool


@require_safe
def proposals(request: ActingRequest) -> HttpResponse:
    door.require_studio(request)
    lines = [_proposal(entry) for entry in queries.proposals()]
    context = {"lines": lines, "open": sum(not line.is_settled for line in lines), "parts": national_words.PARTS}
    return door.page(request, "studio/proposals.html", context)


@require_safe
def findings(request: ActingRequest) -> HttpResponse:
    """By kind; one kind at a time as a list, paged by code."""
    door.require_studio(request)
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")
    if kind and kind not in rounds.SENTENCES:
        raise Http404
    found = _unsettled(legal_day(legal_time.now()))
    of_kind = sorted((told for told in found if told.finding.key == kind), key=_place)
    rest = [told for told in of_kind if told.finding.code > after]
    shown = _whole_procedures(rest)
    context = {
        "counts": Counter(told.finding.key for told in found),
        "procedures": Counter(key for key, _code in {(told.finding.key, told.finding.code) for told in found}),
        "kind": kind,
        "shown": shown,
        "next_after": shown[-1].finding.code if len(rest) > len(shown) else "",
        "after": after,
        "words": national_words.FINDINGS,
    }
    return door.page(request, "studio/findings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: ActingRequest, code: str) -> HttpResponse:
    """One entry: how it differs from ours, what is odd about it, and what was settled about this very content."""
    door.require_studio(request)
    found = get_object_or_404(NationalEntry.objects.select_related("settled_by__person"), code=code)
    if request.method != "POST":
        return _show(request, found)
    if request.actor.role is not Role.CATALOGUE_OFFICER:
        raise Http404
    return _settle(request, found)


def _settle(request: ActingRequest, found: NationalEntry) -> HttpResponse:
    note = request.POST.get("note", "")
    try:
        queries.settle(
            found,
            by=request.user.pk,
            note=note,
            seen_hash=request.POST.get("seen", ""),
            at=legal_time.now(),
        )
    except (queries.NoteMissing, queries.ContentMovedOn) as refusal:
        return _show(request, found, refusal=refusal, note=note)
    messages.success(request, _("Đã ghi cách giải quyết cho %(code)s.") % {"code": found.code})
    return redirect("studio:national-entry", code=found.code)


def _show(
    request: ActingRequest, found: NationalEntry, *, refusal: Refusal | None = None, note: str = ""
) -> HttpResponse:
    definition = _ours(found.code)
    national = parse(found.content)
    problems = {"note": refusals.sentence(refusal)} if refusal else {}
    context = {
        "entry": found,
        "d": definition,
        "differences": comparing.differences(definition, national) if definition else (),
        "findings": [*rounds.of_entry(found, rounds.around(on=legal_day(legal_time.now())))],
        "is_settled": found.settled_hash == found.content_hash,
        "may_settle": request.actor.role is Role.CATALOGUE_OFFICER,
        "problems": problems,
        "note": note,
        "parts": national_words.PARTS,
        "words": national_words.FINDINGS,
        "said": national_words.said,
    }
    response = door.page(request, "studio/national_entry.html", context)
    response.status_code = 422 if refusal else 200
    return response


def _ours(code: str) -> Definition | None:
    version = catalogue.published().filter(code=code).values_list("current_version", flat=True).first()
    return catalogue.definition_of(version) if version is not None else None


def _proposal(found: NationalEntry) -> Proposal:
    definition = _ours(found.code)
    assert definition is not None, "proposals are about procedures of ours"
    parts = tuple(each.part for each in comparing.differences(definition, parse(found.content)))
    return Proposal(found, definition.short_name, parts, found.settled_hash == found.content_hash)


def _unsettled(on: date) -> list[Told]:
    said = tuple(NationalEntry.objects.order_by("code").values_list("code", "content_hash"))
    ours = tuple(catalogue.published().values_list("current_version", flat=True))
    settled = set(
        NationalEntry.objects.exclude(pk__in=queries.unsettled(NationalEntry.objects.all())).values_list(
            "code", flat=True
        )
    )
    return [told for told in _round(on, said, ours) if told.is_ours or told.finding.code not in settled]


@lru_cache(maxsize=1)
def _round(on: date, said: tuple[tuple[str, str], ...], ours: tuple[int, ...]) -> tuple[Told, ...]:
    """A round through everything takes seconds: done once for each day and for what the catalogues say."""
    know = rounds.around(on=on)
    return (
        *(Told(finding, is_ours=True) for finding in rounds.of_ours(know)),
        *(Told(finding, is_ours=False) for finding in rounds.of_entries(NationalEntry.objects.all(), know)),
    )


def _place(told: Told) -> tuple[str, bool]:
    return told.finding.code, told.is_ours


def _whole_procedures(found: list[Told]) -> list[Told]:
    """About a page of them, never half of a procedure's: the next page begins after a code."""
    if len(found) <= PAGE:
        return found
    last = found[PAGE].finding.code
    kept = [told for told in found[:PAGE] if told.finding.code != last]
    return kept or [told for told in found if told.finding.code == last]
