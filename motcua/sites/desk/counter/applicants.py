from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue import queries
from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import Field, Option
from motcua.blueprints.forms.field_types.missing import missing
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.dossiers.access import typed_by
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Channel, Dossier
from motcua.foundation import legal_time
from motcua.foundation.accounts import people
from motcua.foundation.accounts.models import Person
from motcua.foundation.calendar import versions
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk import answering
from motcua.sites.desk.counter.procedures import agencies_here, deciding, require_counter
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.known_facts import offered
from motcua.sites.ui.filling.posted import posted

TEMPLATE = "desk/counter_applicant.html"


@require_http_methods(["GET", "HEAD", "POST"])
def applicant(request: ActingRequest, code: str) -> HttpResponse:
    """Who stands there? Then the form is opened with what is known of her. Nothing of this stands in an address."""
    require_counter(request)
    found = _procedure(code)
    agencies = deciding(queries.definition_of(found.version.pk), agencies_here(request))
    if not agencies:
        raise Http404
    asked = _questions(agencies)
    typed = forms.read(asked, posted(request.POST, asked))
    context = {"procedure": found.procedure, "asked": asked, "typed": typed}
    if request.method != "POST":
        return answering.page(request, TEMPLATE, context)
    if problems := _problems(asked, typed):
        return answering.mend(request, TEMPLATE, context, problems)
    try:
        person = _person(typed)
    except people.NumberOfAnotherPerson as refusal:
        return answering.mend(request, TEMPLATE, context, {"personal_id": refusals.sentence(refusal)})
    agency = next((each for each in agencies if each.code == typed.get("agency")), agencies[0])
    return redirect("desk:counter-draft", uuid=_open(request, found, person, agency).uuid)


def _procedure(code: str) -> queries.Found:
    try:
        return queries.find(code)
    except queries.ProcedureUnknown as unknown:
        raise Http404 from unknown


def _questions(agencies: list[Agency]) -> list[Field]:
    asked = [
        Field("personal_id", _("Số định danh cá nhân"), "personal_id", required=True),
        Field("full_name", _("Họ, chữ đệm, tên"), "person_name", required=True, max_length=200),
        Field("birth_date", _("Ngày sinh"), "date", not_future=True),
        Field("phone", _("Số điện thoại"), "phone"),
    ]
    if len(agencies) > 1:
        options = tuple(Option(agency.code, agency.name) for agency in agencies)
        asked.append(Field("agency", _("Nơi giải quyết"), "radio", required=True, options=options))
    return asked


def _problems(asked: list[Field], typed: dict[str, object]) -> dict[str, str]:
    context = forms.context_of(at=legal_time.now(), calendar=versions.calendar_of(versions.current_id()))
    found = []
    for field in asked:
        value = typed[field.key]
        if value is not None:
            found += type_of(field).problems(field, value, context)
        elif field.required:
            found.append(missing(field))
    return answering.sentences(found)


def _person(typed: dict[str, object]) -> Person:
    born = typed["birth_date"]
    return people.with_card(
        full_name=str(typed["full_name"]),
        personal_id=str(typed["personal_id"]),
        birth_date=date.fromisoformat(str(born)) if born else None,
        phone=str(typed["phone"] or ""),
    )


def _open(request: ActingRequest, found: queries.Found, person: Person, agency: Agency) -> Dossier:
    """The form that is open for this person, or a new one: a second press opens no second form."""
    earlier = typed_by(request.actor).filter(procedure_version=found.version, applicant=person, deciding_agency=agency)
    definition = queries.definition_of(found.version.pk)
    return earlier.first() or drafting.start(
        found.version,
        actor=request.actor,
        deciding_agency=agency,
        at=legal_time.now(),
        channel=Channel.COUNTER,
        applicant_id=person.pk,
        prefilled={**forms.defaults(definition.form), **offered(definition.form, person)},
    )
