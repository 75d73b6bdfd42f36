from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import holders
from motcua.dossiers.models import Dossier, WorkItem
from motcua.dossiers.queries import fetching, tracking
from motcua.dossiers.queries.delivery import delivery_of
from motcua.dossiers.queries.trace import items_of
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation import legal_time
from motcua.sites.desk import (
    acts,
    answering,
    checked_papers,
    deliveries,
    filed,
    filed_there,
    finding,
    hanging,
    look_ups,
    news,
    originals,
    postal,
    slips,
)
from motcua.sites.desk.cashier import takings, words
from motcua.sites.desk.deadline import deadline_of
from motcua.sites.desk.family import family_of
from motcua.sites.desk.office.words import TIMELINESS
from motcua.sites.desk.office.work_part import work_of
from motcua.sites.desk.way import way
from motcua.sites.ui import delivery_words, fee_words, people_words
from motcua.sites.ui.acting import ActingRequest


@require_safe
def dossier(request: ActingRequest, code: str) -> HttpResponse:
    """Everything about one dossier that its officers need; that they looked is written down."""
    try:
        found = finding.dossier_of(request, code)
    except Http404:
        return deliveries.only_result(request, code)
    finding.note(request, found)
    news.mark_read(request, found)
    at = legal_time.now()
    items = items_of(found)
    context = {
        "at": at,
        "dossier": found,
        "people": people_words.people_of(found, holders.representation_of(found)),
        "buttons": acts.buttons(found, actor=request.actor),
        "family": family_of(found, actor=request.actor),
        "work": work_of(found, items, actor=request.actor),
        "timeliness": TIMELINESS,
        "filed_there": filed_there.block(found, actor=request.actor),
        "sends_parcels": postal.sends(found, actor=request.actor),
        **_facts(found, items, at=at),
    }
    return answering.page(request, "desk/dossier.html", context)


def _facts(dossier: Dossier, items: Sequence[WorkItem], *, at: datetime) -> dict[str, object]:
    definition = definition_of(dossier.procedure_version_id)
    filing = dossier.filings.latest("number")
    moments = tracking.timeline(dossier, desk=True)
    duties = fee_words.duties_of(dossier)
    return {
        "filing": filing,
        "sections": filed.sections(definition, filing.answers),
        "papers": checked_papers.papers(dossier, definition, filing),
        "check_choices": checked_papers.CHOICES,
        "confirmed_papers": filed.confirmed_papers(definition, filing),
        "results": filed.results(definition, finding.results_of(dossier)),
        **deadline_of(dossier, at=at),
        "moments": [(moment, hanging.items_of(moment, definition)) for moment in moments],
        "hanging": hanging.hanging_over(dossier),
        "way": way(dossier, definition, items),
        "slips": slips.issued(dossier, moments),
        "originals": originals.lines_of(dossier),
        "waiting": fetching.waiting(dossier),
        "handed": deliveries.handed_over(dossier) if dossier.state == State.RESULT_DELIVERED else None,
        "duties": duties,
        "money": takings.money_of(dossier) if duties else [],
        "kind_words": words.KINDS,
        "gateway_words": words.GATEWAYS,
        "registers": look_ups.block(dossier, at=at),
        "delivery": delivery_words.in_words(delivery_of(dossier, definition, answers=filing.answers)),
    }
