"""One visit: begun when the person is known, joined to what is done for her, ended when the next one is called."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.models import Deed, Dossier, Visit, VisitDeed
from motcua.dossiers.rules.actor import Actor
from motcua.foundation.waiting_room import tickets
from motcua.foundation.waiting_room.models import Act, Ticket, TicketState


@transaction.atomic
def begin(*, person_id: int, actor: Actor, at: datetime, ticket: Ticket | None = None) -> Visit:
    """The same person again is the same visit; anybody else ends the one before."""
    post_id, unit_id = actor.post_id, actor.agency_id
    assert post_id is not None, "a visit is received by an officer"
    assert unit_id is not None, "an officer sits at an agency"
    earlier = Visit.objects.select_for_update(of=("self",)).filter(post_id=post_id, ended_at=None).first()
    ticket_id = ticket.pk if ticket else None
    if earlier is not None and (earlier.person_id, earlier.ticket_id) == (person_id, ticket_id):
        return earlier
    end(post_id=post_id, at=at)
    if ticket is not None and ticket.window is not None and ticket.state == TicketState.CALLED:
        tickets.act(ticket, Act.BEGIN, window=ticket.window, post_id=post_id, at=at)
    return Visit.objects.create(unit_id=unit_id, post_id=post_id, person_id=person_id, ticket=ticket, begun_at=at)


def note(dossier: Dossier, deed: Deed, *, actor: Actor, at: datetime) -> Visit | None:
    """Join the dossier to the visit of its person, where she stands before this officer now."""
    people = {dossier.applicant_id, dossier.holder_id, dossier.representative_id} - {None}
    if actor.post_id is None:
        return None
    visit = Visit.objects.filter(post_id=actor.post_id, ended_at=None, person_id__in=people).first()
    if visit is not None:
        VisitDeed.objects.get_or_create(visit=visit, dossier=dossier, deed=deed, defaults={"at": at})
    return visit


def end(*, post_id: int, at: datetime) -> int:
    """Gives how many visits there were to end: one or none."""
    return Visit.objects.filter(post_id=post_id, ended_at=None).update(ended_at=at)
