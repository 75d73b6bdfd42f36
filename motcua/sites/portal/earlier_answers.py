"""Use again what this person declared in an earlier dossier of her own."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import drafting
from motcua.sites.portal.changed_elsewhere import changed_elsewhere
from motcua.sites.portal.keeping import answers_on_page, keep
from motcua.sites.portal.offers import Offer, settle
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft, Part
from motcua.sites.ui.filling.earlier_facts import earlier_facts, earlier_parts


@require_POST
@on_draft
def earlier_answers(request: ActingRequest, draft: Draft, key: str) -> HttpResponse:
    """The values stood beside the button; they are looked up again and not taken from the page."""
    found = draft.part(key)
    everywhere = request.POST.get("earlier_everywhere", "")
    code = everywhere or request.POST.get("earlier", "")
    if found is None or not code or not draft.is_new:
        raise Http404
    try:
        saved = keep(request, draft, found.key).saved
    except drafting.ChangedElsewhere as refusal:
        return changed_elsewhere(request, draft, answers_on_page(request, draft), refusal.fields)
    part = saved.part(key) or found
    values = _everywhere(request, saved, code) if everywhere else _here(request, saved, part, code)
    offer = Offer(
        values,
        source={"from": "dossier", "of": code},
        name=_("hồ sơ %(code)s") % {"code": code},
        carried=[("earlier_everywhere" if everywhere else "earlier", code)],
    )
    return settle(request, saved, part, offer)


def _here(request: ActingRequest, draft: Draft, part: Part, code: str) -> Mapping[str, Any]:
    facts = earlier_facts(draft, part.fields, actor=request.actor, code=code)
    return facts.values if facts else {}


def _everywhere(request: ActingRequest, draft: Draft, code: str) -> Mapping[str, Any]:
    """On every page of this case."""
    parts = earlier_parts(draft, actor=request.actor, code=code)
    return {key: value for values in parts.values() for key, value in values.items()}
