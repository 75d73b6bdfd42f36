from collections.abc import Iterable

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import Procedure
from motcua.blueprints.forms.answers import day_of
from motcua.dossiers.access import TYPISTS, typed_by
from motcua.dossiers.models import Channel
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk import answering
from motcua.sites.ui.acting import ActingRequest

_LONGEST = 100


@require_safe
def counter(request: ActingRequest) -> HttpResponse:
    """What does the person need? Only procedures that this unit receives at its counter."""
    require_counter(request)
    text = request.GET.get("procedure", "").strip()[:_LONGEST]
    received = received_procedures(request, text)
    typed = typed_by(request.actor, at=legal_time.now())
    waiting = typed.select_related("procedure_version__procedure", "applicant").order_by("-started_at")
    return answering.page(request, "desk/counter.html", {"asked": text, "received": received, "waiting": waiting})


def received_procedures(request: ActingRequest, text: str) -> list[Procedure]:
    """Those of this unit that the words name; without words all of them."""
    wanted: Iterable[Procedure] = queries.named_by(queries.search(text).hits) if text else queries.published()
    here, channel = agencies_here(request), channel_of(request.actor)
    return [procedure for procedure in wanted if deciding(_definition(procedure), here, channel=channel)]


def require_counter(request: ActingRequest) -> None:
    if request.actor.role not in TYPISTS:
        raise Http404


def received_here(request: ActingRequest, code: str) -> queries.Found:
    """The procedure, if an agency of this unit decides it in a way that this officer or helper can file."""
    try:
        found = queries.find(code)
    except queries.ProcedureUnknown as unknown:
        raise Http404 from unknown
    definition = queries.definition_of(found.version.pk)
    if not deciding(definition, agencies_here(request), channel=channel_of(request.actor)):
        raise Http404
    return found


def channel_of(actor: Actor) -> Channel:
    """A volunteer helps with filing online; only an officer receives at the counter (NĐ 118/2025, art. 15)."""
    return Channel.COUNTER if actor.role is Role.RECEPTIONIST else Channel.ONLINE


def agencies_here(request: ActingRequest) -> list[Agency]:
    """The agencies whose dossiers this unit receives today."""
    here, today = request.actor.agency_id, day_of(legal_time.now())
    standing = Q(valid_to=None) | Q(valid_to__gte=today)
    ours = Q(one_stop_unit_id=here) | Q(pk=here)
    return list(Agency.objects.filter(ours, standing, valid_from__lte=today).order_by("code"))


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
