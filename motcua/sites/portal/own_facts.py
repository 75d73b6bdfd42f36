"""“Người này là tôi”: the mother, the buyer, the head of the household may be the very person who fills in the form."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.blueprints.forms.people import slot_of
from motcua.dossiers.commands import drafting
from motcua.sites.portal.changed_elsewhere import changed_elsewhere
from motcua.sites.portal.keeping import answers_on_page, keep
from motcua.sites.portal.offers import Offer, settle
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.portal.quick_filling import may_be_me
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import person_facts
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.filling.known_facts import PROFILE


@require_POST
@on_draft
def own_facts(request: ActingRequest, draft: Draft, key: str) -> HttpResponse:
    """What was typed is kept first, as by any other button of the page."""
    found = draft.part(key)
    slot = slot_of(found.fields, who=request.POST.get("own_of", "")) if found else None
    if found is None or slot is None or not draft.is_new or not may_be_me(slot, request.user.person):
        raise Http404
    try:
        saved = keep(request, draft, found.key).saved
    except drafting.ChangedElsewhere as refusal:
        return changed_elsewhere(request, draft, answers_on_page(request, draft), refusal.fields)
    offer = Offer(
        person_facts.answers_from(slot, person_facts.of(request.user.person)),
        source=PROFILE,
        name=_("thông tin của ông/bà"),
        carried=[("own_of", slot.who)],
    )
    return settle(request, saved, saved.part(key) or found, offer)
