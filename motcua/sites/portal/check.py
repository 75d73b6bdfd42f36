"""Step 3, check: everything that would be filed, on one page, with what is still to mend."""

from dataclasses import dataclass
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.competence import territory_of
from motcua.foundation.organisations import competence
from motcua.foundation.organisations.models import Agency
from motcua.sites.portal import readable
from motcua.sites.portal.asked import asked_path
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.portal.prospects import prospect
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft, Part


@dataclass(frozen=True, slots=True)
class ToMend:
    sentence: str
    path: str


@require_safe
@on_draft
def check(request: ActingRequest, draft: Draft) -> HttpResponse:
    if not draft.is_new:
        return redirect(asked_path(draft.dossier))
    context = {
        "draft": draft,
        "chapters": [_chapter(part, draft) for part in draft.parts],
        "to_mend": to_mend(draft),
        "warnings": _places(draft, block=False),
        "other_agency": _other_agency(draft),
        "prospect": prospect(draft.definition, draft.known, channel=draft.dossier.channel, at=draft.at),
        # One per drawing of the page: pressed twice it files once, whatever happens on the way.
        "key": uuid4().hex,
    }
    return render(request, "portal/check.html", context)


def to_mend(draft: Draft) -> list[ToMend]:
    """What keeps the draft from being filed, each with the place to mend it."""
    papers = reverse("portal:papers", args=[draft.dossier.uuid])
    lacking = [ToMend(paper.name, f"{papers}#{paper.key}") for paper in draft.missing_papers]
    return _places(draft, block=True) + lacking


def _places(draft: Draft, *, block: bool) -> list[ToMend]:
    """Faults, or what may be right all the same, each with its question."""
    uuid, back = draft.dossier.uuid, "?back=check" if draft.is_new else ""
    return [
        ToMend(str(problem), f"{reverse('portal:part', args=[uuid, draft.part_of(problem)])}{back}#{problem.field}")
        for problem in draft.problems
        if problem.blocks is block
    ]


def _chapter(part: Part, draft: Draft) -> readable.Chapter:
    return readable.Chapter(part.key, part.title, readable.lines(part.fields, draft.known))


def _other_agency(draft: Draft) -> Agency | None:
    """The agency of the place that the answers name, when another one was chosen."""
    commune = territory_of(draft.definition, draft.known)
    chosen = draft.dossier.deciding_agency
    if commune is None or not chosen.commune_code or commune == chosen.commune_code:
        return None
    kind = draft.definition.competence.kind
    return competence.agencies_of_kind(kind, on=draft.context.today).filter(commune_code=commune).first()
