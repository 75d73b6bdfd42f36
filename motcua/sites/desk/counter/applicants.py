from datetime import date

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue import queries
from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import Field
from motcua.dossiers.access import typed_by
from motcua.dossiers.commands import assistance, drafting, holders
from motcua.dossiers.models import Assistance, Dossier
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation import legal_time
from motcua.foundation.accounts import people
from motcua.foundation.accounts.models import Person
from motcua.sites.desk import answering
from motcua.sites.desk.counter.card_box import with_card_read
from motcua.sites.desk.counter.consents import unused
from motcua.sites.desk.counter.procedures import (
    channel_today,
    first_guess,
    paperless_here,
    received_here,
    require_counter,
)
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.known_facts import from_profile, offered
from motcua.sites.ui.filling.short_form import Answered, answered

TEMPLATE = "desk/counter_applicant.html"


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def applicant(request: ActingRequest, code: str) -> HttpResponse:
    """Who stands there? Then the form is opened with what is known of her. Nothing of this stands in an address."""
    require_counter(request)
    found = received_here(request, code)
    consent = unused(request, found)
    if consent is None:
        return _without_consent(request, found)
    asked = questions()
    given = answered(asked, request.POST)
    context = {
        "procedure": found.procedure,
        "asked": asked,
        "typed": given.typed,
        "consent": consent,
        "paperless": paperless_here(request, found.procedure),
    }
    if request.method != "POST":
        return answering.page(request, TEMPLATE, context)
    if "read_card" in request.POST:
        return with_card_read(request, TEMPLATE, context, given.typed)
    if given.problems:
        return answering.mend(request, TEMPLATE, context, given.problems)
    try:
        person = person_of(given)
    except people.NumberOfAnotherPerson as refusal:
        return answering.mend(request, TEMPLATE, context, {"personal_id": refusals.sentence(refusal)})
    return redirect("desk:counter-draft", uuid=open_form(request, found, person, consent).uuid)


def _without_consent(request: ActingRequest, found: queries.Found) -> HttpResponse:
    """To the consent; a second press finds the form that the first one opened with it."""
    number = "".join(request.POST.get("personal_id", "").split())
    person = people.by_number(number)
    open_now = typed_by(request.actor, at=legal_time.now()).filter(procedure_version=found.version, applicant=person)
    dossier = open_now.first() if person else None
    if dossier is not None:
        return redirect("desk:counter-draft", uuid=dossier.uuid)
    return redirect("desk:counter-consent", code=found.procedure.code)


def questions() -> list[Field]:
    """What a receptionist asks of whoever stands before her, or reads from the card."""
    return [
        Field("personal_id", _("Số định danh cá nhân"), "personal_id", required=True),
        Field("full_name", _("Họ, chữ đệm, tên"), "person_name", required=True, max_length=200),
        Field("birth_date", _("Ngày sinh"), "date", not_future=True),
        Field("phone", _("Số điện thoại"), "phone"),
    ]


def person_of(given: Answered) -> Person:
    """Her card lies here: what others filed for her before we knew her is joined to her now."""
    born = given.text("birth_date")
    person = people.with_card(
        full_name=given.text("full_name"),
        personal_id=given.text("personal_id"),
        birth_date=date.fromisoformat(born) if born else None,
        phone=given.text("phone"),
    )
    holders.claim(person)
    return person


@transaction.atomic
def open_form(request: ActingRequest, found: queries.Found, person: Person, consent: Assistance) -> Dossier:
    """The form that this helper began for this person, or a new one: a second press opens no second form."""
    at = legal_time.now()
    earlier = Dossier.objects.filter(
        state=State.DRAFT,
        helper_account=request.user,
        procedure_version=found.version,
        applicant=person,
    )
    dossier = earlier.first() or _started(request, found, person)
    assistance.begin(consent, dossier=dossier, at=at)
    return dossier


def _started(request: ActingRequest, found: queries.Found, person: Person) -> Dossier:
    """What is known of her is filled in: to that she has agreed."""
    definition = queries.definition_of(found.version.pk)
    known = offered(definition.form, person)
    return drafting.start(
        found.version,
        actor=request.actor,
        deciding_agency=first_guess(request, found, person),
        at=legal_time.now(),
        channel=channel_today(request, found.procedure),
        applicant_id=person.pk,
        prefilled={**forms.defaults(definition.form), **known},
        sources=from_profile(known),
    )
