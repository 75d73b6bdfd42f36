"""Ask the population database about the person who is signed in: her own facts, and nobody else's."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.blueprints.forms.people import APPLICANT, Aspect, slot_of
from motcua.dossiers.commands import drafting
from motcua.effects.registries.population import asking
from motcua.effects.registries.population.port import PersonFacts
from motcua.foundation.refusals import Refusal
from motcua.sites.portal.changed_elsewhere import changed_elsewhere
from motcua.sites.portal.keeping import answers_on_page, keep
from motcua.sites.portal.offers import Offer, address, settle
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.portal.quick_filling import may_ask_register
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import person_facts
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.filling.register_facts import facts_of


@require_POST
@on_draft
def register_answers(request: ActingRequest, draft: Draft, key: str) -> HttpResponse:
    """When the register does not answer, the page says so and the person goes on."""
    found = draft.part(key)
    slot = slot_of(found.fields, who=APPLICANT) if found else None
    if found is None or slot is None or not may_ask_register(draft):
        raise Http404
    try:
        saved = keep(request, draft, found.key).saved
    except drafting.ChangedElsewhere as refusal:
        return changed_elsewhere(request, draft, answers_on_page(request, draft), refusal.fields)
    number = slot.field(Aspect.PERSONAL_ID)
    if number is not None and saved.known.get(number.key) not in (None, request.user.person.personal_id):
        told = _("Chỉ lấy được thông tin của chính ông/bà. Ô số định danh đang ghi số của người khác.")
        messages.warning(request, told)
        return redirect(address(request, saved, found))
    try:
        facts = _asked(request, saved)
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return redirect(address(request, saved, found))
    offer = Offer(
        person_facts.answers_from(slot, facts_of(facts)),
        source={"from": "register", "of": ""},
        name=_("Cơ sở dữ liệu dân cư"),
    )
    return settle(request, saved, saved.part(key) or found, offer)


def _asked(request: ActingRequest, draft: Draft) -> PersonFacts:
    return asking.look_up(
        request.user.person,
        dossier=draft.dossier,
        procedure=draft.definition.code,
        actor=request.actor,
        at=draft.at,
    )
