"""A card is scanned, and everything is at hand: who she is, what she began, what she may fetch, what comes next."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import assistance, visiting
from motcua.dossiers.models import ConsentMethod, Deed, Visit, VisitDeed
from motcua.dossiers.queries import visits
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.accounts import people
from motcua.foundation.accounts.models import Person
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.waiting_room import tickets
from motcua.foundation.waiting_room.models import Appointment
from motcua.sites.desk import answering, filed, finding
from motcua.sites.desk.counter.applicants import open_form, person_of, questions
from motcua.sites.desk.counter.card_box import read_facts
from motcua.sites.desk.counter.procedures import received_here, received_procedures
from motcua.sites.desk.waiting.rooms import seat_of
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.short_form import Answered, answered

TEMPLATE = "desk/visit.html"
NEW_TEMPLATE = "desk/visit_new.html"
_LONGEST = 100


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: ActingRequest) -> HttpResponse:
    """Of the person who stands here; without one, the box into which her card is scanned."""
    _require_receptionist(request)
    if request.method == "POST":
        return _begun(request)
    found = visits.open_visit(post_id=request.actor.post_id)
    if found is None:
        return _new_page(request)
    at, text = legal_time.now(), request.GET.get("procedure", "").strip()[:_LONGEST]
    today = Appointment.objects.alive().filter(person_id=found.person_id, day=legal_day(at))
    context = {
        "visit": found,
        "hand": visits.at_hand(found, actor=request.actor, at=at),
        "appointment": today.filter(room_id=request.actor.agency_id).first(),
        "deeds": list(visits.deeds(found)),
        "asked": text,
        "received": received_procedures(request, text) if text else [],
    }
    return answering.page(request, TEMPLATE, context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: ActingRequest, code: str) -> HttpResponse:
    """She reads on the turned screen what she agrees to, and taps; the form opens with what is known of her."""
    here = _open_or_404(request)
    found = received_here(request, code)
    at = legal_time.now()
    if request.method != "POST":
        context = {
            "visit": here,
            "procedure": found.procedure,
            "helper": request.user.person.full_name,
            "unit": request.post.agency.name if request.post else "",
            "ends_at": assistance.usual_end(at=at),
        }
        return answering.page(request, "desk/visit_start.html", context)
    with transaction.atomic():
        consent = assistance.ask(found.version, actor=request.actor, method=ConsentMethod.SCREEN, at=at)
        dossier = open_form(request, found, here.person, consent)
    return redirect("desk:counter-draft", uuid=dossier.uuid)


@require_POST
def ending(request: ActingRequest) -> HttpResponse:
    here = _open_or_404(request)
    visiting.end(post_id=here.post_id, at=legal_time.now())
    messages.success(request, _("Đã kết thúc lượt tiếp."))
    return redirect("desk:hall" if seat_of(request) else "desk:counter")


@require_safe
def handed_in(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """One list of all that was received in this visit, to print; each dossier has its receipt besides."""
    _require_receptionist(request)
    theirs = Visit.objects.select_related("person", "unit", "post__account__person", "ticket")
    found = get_object_or_404(theirs, uuid=uuid, unit_id=request.actor.agency_id)
    deeds = list(visits.deeds(found))
    for deed in deeds:
        finding.note(request, deed.dossier, part="papers")
    given = {deed.pk: _papers_given(deed) for deed in deeds}
    return answering.page(request, "desk/visit_list.html", {"visit": found, "deeds": deeds, "given": given})


def _papers_given(deed: VisitDeed) -> list[str]:
    """By the names that the procedure has for them; what was handed out names none."""
    if deed.deed == Deed.DELIVERED:
        return []
    names = filed.paper_names(definition_of(deed.dossier.procedure_version_id))
    filing = deed.dossier.filings.latest("number")
    return list(dict.fromkeys(names.get(paper["item"], paper["item"]) for paper in filing.papers))


def _begun(request: ActingRequest) -> HttpResponse:
    """A scanned card alone is enough; otherwise what was typed from it."""
    asked = questions()
    given = answered(asked, request.POST)
    if request.POST.get("card_text", "").strip():
        return _from_card(request, given)
    if given.problems:
        return _new_page(request, given.typed, problems=given.problems)
    return _with(request, given)


def _from_card(request: ActingRequest, given: Answered) -> HttpResponse:
    """Enter after the scan is all it takes; a card whose name cannot be read opens whom we know by its number."""
    read = read_facts(request)
    if read.problem:
        return _new_page(request, given.typed, problems={"card_text": read.problem})
    typed = {**given.typed, **read.facts}
    known = people.by_number(str(typed["personal_id"] or ""))
    typed["full_name"] = typed["full_name"] or (known.full_name if known else None)
    if not (typed["personal_id"] and typed["full_name"]):
        return _new_page(request, typed)
    return _with(request, Answered(typed, {}))


def _with(request: ActingRequest, given: Answered) -> HttpResponse:
    try:
        person = person_of(given)
    except people.NumberOfAnotherPerson as refusal:
        return _new_page(request, given.typed, problems={"personal_id": refusals.sentence(refusal)})
    _begin(request, person)
    return redirect("desk:visit")


def _begin(request: ActingRequest, person: Person) -> None:
    """With the number that this officer's window has just called, if any. Her dossiers were opened by her card."""
    seat, at = seat_of(request), legal_time.now()
    ticket = tickets.current(seat) if seat else None
    begun = visiting.begin(person_id=person.pk, actor=request.actor, at=at, ticket=ticket)
    hand = visits.at_hand(begun, actor=request.actor, at=at)
    shown = (*hand.to_fetch, *hand.to_mend, *hand.in_hand)
    finding.note_listed(request, [dossier.pk for dossier in shown], part="visit")


def _new_page(
    request: ActingRequest, typed: dict[str, object] | None = None, *, problems: dict[str, str] | None = None
) -> HttpResponse:
    asked = questions()
    seat = seat_of(request)
    context = {
        "asked": asked,
        "typed": typed or dict.fromkeys(field.key for field in asked),
        "current": tickets.current(seat) if seat else None,
        "problems": problems or {},
    }
    return answering.page(request, NEW_TEMPLATE, context, status=422 if problems else 200)


def _open_or_404(request: ActingRequest) -> Visit:
    _require_receptionist(request)
    found = visits.open_visit(post_id=request.actor.post_id)
    if found is None:
        raise Http404
    return found


def _require_receptionist(request: ActingRequest) -> None:
    if request.actor.role is not Role.RECEPTIONIST:
        raise Http404
