"""Use again what this person declared in an earlier dossier of her own."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import drafting
from motcua.sites.portal.changed_elsewhere import changed_elsewhere
from motcua.sites.portal.keeping import answers_on_page, keep
from motcua.sites.portal.offers import Offer, settle
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.filling.earlier_facts import earlier_facts


@require_POST
@on_draft
def earlier_answers(request: ActingRequest, draft: Draft, key: str) -> HttpResponse:
    """The values stood beside the button; they are looked up again and not taken from the page."""
    found = draft.part(key)
    code = request.POST.get("earlier", "")
    if found is None or not code or not draft.is_new:
        raise Http404
    try:
        saved = keep(request, draft, found).saved
    except drafting.ChangedElsewhere as refusal:
        return changed_elsewhere(request, draft, answers_on_page(request, draft), refusal.fields)
    part = saved.part(key) or found
    facts = earlier_facts(saved, part.fields, actor=request.actor, code=code)
    offer = Offer(
        facts.values if facts else {},
        source={"from": "dossier", "of": facts.code if facts else ""},
        name=_("hồ sơ %(code)s") % {"code": facts.code if facts else code},
        carried=[("earlier", code)],
    )
    return settle(request, saved, part, offer)
