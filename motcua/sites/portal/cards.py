"""Fill in a person's boxes from the identity card: scanned, pasted or photographed. The photograph is not kept."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.blueprints.forms.people import Aspect, PersonSlot, slot_of
from motcua.dossiers.commands import drafting
from motcua.foundation.accounts.identity_card.facts import CardFacts
from motcua.foundation.accounts.identity_card.photo import read_photo
from motcua.foundation.accounts.identity_card.reading import read_card
from motcua.foundation.refusals import Refusal
from motcua.sites.portal import form_parts
from motcua.sites.portal.changed_elsewhere import changed_elsewhere
from motcua.sites.portal.keeping import answers_on_page, keep
from motcua.sites.portal.offers import Offer, settle
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.portal.quick_filling import anchor, photo_name, text_name
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.card_facts import facts_of, residence_remarks, sentences
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.filling.person_facts import answers_from


@require_POST
@on_draft
def card(request: ActingRequest, draft: Draft, key: str) -> HttpResponse:
    """What was typed is kept first, as by any other button of the page."""
    found = draft.part(key)
    slot = slot_of(found.fields, who=request.POST.get("card_of", "")) if found else None
    if found is None or slot is None or not slot.has_a_card or not draft.is_new:
        raise Http404
    try:
        saved = keep(request, draft, found.key).saved
    except drafting.ChangedElsewhere as refusal:
        return changed_elsewhere(request, draft, answers_on_page(request, draft), refusal.fields)
    part = saved.part(key) or found
    try:
        text = _text(request, slot.who)
        return settle(request, saved, part, _offer(read_card(text, on=saved.context.today), slot, text))
    except Refusal as refusal:
        told = {anchor(slot.who): refusals.sentence(refusal)}
        return form_parts.page(request, saved, part, problems=told, status=422)


def _text(request: ActingRequest, who: str) -> str:
    """What was scanned or pasted; without that, what the photograph shows."""
    typed = request.POST.get(text_name(who), "").strip()
    photo = request.FILES.get(photo_name(who))
    return read_photo(photo.file) if photo is not None and photo.file is not None and not typed else typed


def _offer(facts: CardFacts, slot: PersonSlot, text: str) -> Offer:
    values = answers_from(slot, facts_of(facts))
    remarks = sentences(facts, who=slot.who)
    home = slot.field(Aspect.RESIDENCE)
    remarks += residence_remarks(values.get(home.key)) if home is not None else []
    return Offer(
        values,
        source={"from": "card", "of": ""},
        name=_("thẻ căn cước"),
        carried=[("card_of", slot.who), (text_name(slot.who), text)],
        remarks=remarks,
    )
