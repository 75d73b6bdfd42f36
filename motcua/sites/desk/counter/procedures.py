from collections.abc import Iterable

from django.db.models import Case, Q, When
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue import paperless, queries
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import Procedure
from motcua.dossiers.access import TYPISTS, typed_by
from motcua.dossiers.models import Channel
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Person
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.competence import existing_on
from motcua.foundation.organisations.kinds import ONE_STOP, AgencyKind
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk import answering
from motcua.sites.ui import paperless_words
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.paperless_words import Closed

_LONGEST = 100


@require_safe
def counter(request: ActingRequest) -> HttpResponse:
    """What does the person need? A one-stop unit receives what any agency of the province decides."""
    require_counter(request)
    text = request.GET.get("procedure", "").strip()[:_LONGEST]
    received = received_procedures(request, text)
    typed = typed_by(request.actor, at=legal_time.now())
    waiting = typed.select_related("procedure_version__procedure", "applicant").order_by("-started_at")
    context = {"asked": text, "received": received, "waiting": waiting, "paperless": _closed_today(request)}
    return answering.page(request, "desk/counter.html", context)


def _closed_today(request: ActingRequest) -> set[int]:
    """Procedures of which no paper is received here today."""
    assert request.actor.agency_id is not None, "officers sit somewhere"
    return paperless.closed_procedures(on=legal_day(legal_time.now()), unit_id=request.actor.agency_id)


def received_procedures(request: ActingRequest, text: str) -> list[Procedure]:
    """Those received here that the words name; without words all of them."""
    wanted: Iterable[Procedure] = queries.named_by(queries.search(text).hits) if text else queries.published()
    here, channel = received_for(request), channel_of(request.actor)
    return [procedure for procedure in wanted if deciding(_definition(procedure), here, channel=channel)]


def require_counter(request: ActingRequest) -> None:
    if request.actor.role not in TYPISTS:
        raise Http404


def received_here(request: ActingRequest, code: str) -> queries.Found:
    """The procedure, if it is received here and decided in a way that this officer or helper can file."""
    try:
        found = queries.find(code)
    except queries.ProcedureUnknown as unknown:
        raise Http404 from unknown
    definition = queries.definition_of(found.version.pk)
    if not deciding(definition, received_for(request), channel=channel_of(request.actor)):
        raise Http404
    return found


def channel_of(actor: Actor) -> Channel:
    """A volunteer helps with filing online; only an officer receives at the counter (NĐ 118/2025, art. 15)."""
    return Channel.COUNTER if actor.role is Role.RECEPTIONIST else Channel.ONLINE


def channel_today(request: ActingRequest, procedure: Procedure) -> Channel:
    """On a day without paper the officer helps to file online, and takes it in at once all the same."""
    channel = channel_of(request.actor)
    return Channel.ONLINE if channel is Channel.COUNTER and paperless_here(request, procedure) else channel


def paperless_here(request: ActingRequest, procedure: Procedure) -> Closed | None:
    """What closes the paper way here today."""
    assert request.actor.agency_id is not None, "officers sit somewhere"
    return paperless_words.today(procedure.pk, at=legal_time.now(), unit_id=request.actor.agency_id)


def agencies_here(request: ActingRequest) -> list[Agency]:
    """The agencies that this unit serves today, and itself."""
    here = request.actor.agency_id
    ours = Q(one_stop_unit_id=here) | Q(pk=here)
    return list(existing_on(legal_day(legal_time.now())).filter(ours).order_by("code"))


def received_for(request: ActingRequest) -> list[Agency]:
    """The agencies whose dossiers are received here today, those that this unit serves first.

    Reception does not depend on the place (NĐ 118/2025 art. 3): a one-stop unit receives for the whole province.
    """
    here = request.actor.agency_id
    assert here is not None, "officers sit somewhere"
    ours = Q(one_stop_unit_id=here) | Q(pk=here)
    province = Agency.objects.filter(pk=here, kind__in=ONE_STOP).values("province_code")
    received = existing_on(legal_day(legal_time.now())).filter(ours | Q(province_code__in=province))
    return list(received.order_by(Case(When(ours, then=0), default=1), "code"))


def first_guess(request: ActingRequest, found: queries.Found, person: Person) -> Agency:
    """Before anything is answered: where the person lives, or what this unit serves. The answers decide later."""
    definition = queries.definition_of(found.version.pk)
    agencies = deciding(definition, received_for(request), channel=channel_of(request.actor))
    commune = person.residence.get("commune", "")
    return next((each for each in agencies if commune and each.commune_code == commune), agencies[0])


def deciding(definition: Definition, agencies: Iterable[Agency], *, channel: Channel = Channel.COUNTER) -> list[Agency]:
    """Those of them that decide this procedure, where it can be filed in that way. Of departments only the sector's."""
    if not definition.channels.are_open(channel):
        return []
    asked = definition.competence
    named = asked.sector_department if asked.kind is AgencyKind.DEPARTMENT else ""
    return [agency for agency in agencies if agency.kind == asked.kind and agency.name.startswith(named)]


def _definition(procedure: Procedure) -> Definition:
    assert procedure.current_version_id is not None, "published procedures have a version"
    return queries.definition_of(procedure.current_version_id)
