"""What a visit has at hand, and the record that joins waiting, service and processing time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.papers import paper_named
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.access import handed_out_at, typed_by, visible_to
from motcua.dossiers.models import Deed, Dossier, Paper, Visit, VisitDeed
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.archive import using
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.text.folding import fold
from motcua.foundation.waiting_room.models import Service, Ticket

MOST = 20


def open_visit(*, post_id: int | None) -> Visit | None:
    """Who stands before this officer now."""
    if post_id is None:
        return None
    found = Visit.objects.filter(post_id=post_id, ended_at=None).select_related("person", "ticket__window", "unit")
    return found.first()


@dataclass(frozen=True, slots=True)
class AtHand:
    """What an officer who has the person's card may know of her at once, each part by its own right."""

    #: Forms that this officer has begun for her, with her consent.
    typed: tuple[Dossier, ...]
    to_fetch: tuple[Dossier, ...]
    to_mend: tuple[Dossier, ...]
    in_hand: tuple[Dossier, ...]
    #: How many kept papers would serve today; which ones, she sees in a form that was agreed to.
    kept_papers: int


def at_hand(visit: Visit, *, actor: Actor, at: datetime) -> AtHand:
    hers = Q(applicant_id=visit.person_id) | Q(holder_id=visit.person_id)
    theirs = visible_to(actor).filter(hers).select_related("procedure_version__procedure").order_by("-submitted_at")
    ready = theirs.filter(state=State.RESULT_READY) | handed_out_at(actor).filter(hers, state=State.RESULT_READY)
    typed = typed_by(actor, at=at).filter(applicant_id=visit.person_id).select_related("procedure_version__procedure")
    mending = theirs.filter(state__in=(State.INCOMPLETE, State.SUPPLEMENT_REQUESTED), receiving_unit_id=actor.agency_id)
    going = (State.SUBMITTED, State.IN_PROGRESS, State.AWAITING_PAYMENT, State.SUSPENDED, State.DECIDED)
    owners = using.owners_of(visit.person_id, on=legal_day(at))
    return AtHand(
        typed=tuple(typed.order_by("-started_at")[:MOST]),
        to_fetch=tuple(ready[:MOST]),
        to_mend=tuple(mending[:MOST]),
        in_hand=tuple(theirs.filter(state__in=going)[:MOST]),
        kept_papers=using.papers_of(owners).filter(retired_at=None).count(),
    )


def deeds(visit: Visit) -> QuerySet[VisitDeed]:
    with_all = ("dossier__procedure_version__procedure", "dossier__deciding_agency", "dossier__applicant")
    return visit.deeds.select_related(*with_all).defer("dossier__procedure_version__definition").order_by("at", "pk")


def shared_papers(dossier: Dossier, *, visit: Visit) -> dict[str, list[Paper]]:
    """What was handed in for another procedure of this visit and would serve here too, by required paper."""
    others = Paper.objects.filter(
        dossier__visit_deeds__visit=visit, dossier__applicant_id=dossier.applicant_id, removed_at=None, archived=None
    ).exclude(dossier=dossier)
    here = definition_of(dossier.procedure_version_id)
    mine = set(Paper.objects.filter(dossier=dossier, removed_at=None).values_list("item", "file_id"))
    found: dict[str, list[Paper]] = {}
    for paper in others.select_related("file", "dossier").distinct().order_by("pk"):
        for item in _serving(paper, here):
            if (item, paper.file_id) not in mine:
                found.setdefault(item, []).append(paper)
    return found


def shared_with(dossier: Dossier, *, post_id: int | None) -> dict[str, list[Paper]]:
    """Of the visit that is open at this post now; without one, or for somebody else, nothing."""
    visit = open_visit(post_id=post_id)
    return shared_papers(dossier, visit=visit) if visit and visit.person_id == dossier.applicant_id else {}


def _serving(paper: Paper, here: Definition) -> Iterator[str]:
    """Of the same kind in the archive's words, or of the very same name. An application is of its procedure alone."""
    given = paper_named(definition_of(paper.dossier.procedure_version_id), key=paper.item)
    if given is None or given.is_form:
        return
    for group in here.paper_groups:
        for asked in group.papers:
            same_kind = bool(asked.archive_kind) and asked.archive_kind == given.archive_kind
            if not asked.is_form and (same_kind or fold(asked.name) == fold(given.name)):
                yield asked.key


@dataclass(frozen=True, slots=True)
class DayLine:
    """One number of the day, from the machine to the decision. No names."""

    number: int
    service: Service
    priority: str
    window: int | None
    taken_at: datetime
    waited: timedelta | None
    served: timedelta | None
    received: int
    mended: int
    delivered: int
    #: Working minutes from acceptance to the result, of those dossiers that have one by now.
    processed_minutes: tuple[int, ...]
    #: How many of the received ones were late or still are.
    late: int


def day_lines(unit_id: int, *, day: date, at: datetime) -> list[DayLine]:
    with_deeds = Prefetch("visits__deeds", VisitDeed.objects.select_related("dossier").defer(_HEAVY))
    found = Ticket.objects.filter(room_id=unit_id, day=day).select_related("window").prefetch_related(with_deeds)
    return [_line(ticket, at=at) for ticket in found.order_by("number")]


_HEAVY = "dossier__procedure_version__definition"


def _line(ticket: Ticket, *, at: datetime) -> DayLine:
    done = [deed for visit in ticket.visits.all() for deed in visit.deeds.all()]
    received = [deed.dossier for deed in done if deed.deed == Deed.RECEIVED]
    first = ticket.begun_at or ticket.called_at
    return DayLine(
        number=ticket.number,
        service=Service(ticket.service),
        priority=ticket.priority,
        window=ticket.window.number if ticket.window else None,
        taken_at=ticket.taken_at,
        waited=first - ticket.taken_at if first else None,
        served=ticket.closed_at - ticket.begun_at if ticket.closed_at and ticket.begun_at else None,
        received=len(received),
        mended=sum(deed.deed == Deed.MENDED for deed in done),
        delivered=sum(deed.deed == Deed.DELIVERED for deed in done),
        processed_minutes=tuple(_processed(received)),
        late=sum(_is_late(dossier, at=at) for dossier in received),
    )


def _processed(received: list[Dossier]) -> Iterator[int]:
    for dossier in received:
        if dossier.accepted_at and dossier.finished_at:
            calendar = versions.calendar_of(dossier.calendar_version_id or versions.current_id())
            yield calendar.working_minutes_between(dossier.accepted_at, dossier.finished_at)


def _is_late(dossier: Dossier, *, at: datetime) -> bool:
    return dossier.due_at is not None and (dossier.finished_at or at) > dossier.due_at
