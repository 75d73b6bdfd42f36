"""Results go to the desk at which their person stands, and the desk where the paper lies sends it there."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.commands import work
from motcua.dossiers.models import DeliveryChoice, Dossier, HandOverKind, Way, WorkItem
from motcua.dossiers.models.result_paper import delivery_item, paper_at
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.jobs import queue
from motcua.foundation.refusals import Refusal

#: What follows, by name: the desk where the paper lies is told that another one waits for it.
WANTED = "effects.result_wanted"


class NothingToFetch(Refusal):
    """There is no result yet, or it is in the person's hands already."""


@transaction.atomic
def bring_here(dossier: Dossier, *, actor: Actor, at: datetime, with_paper: bool) -> WorkItem:
    """Her choice of a desk, spoken at this one: it is handed out here from now on. Twice is once.

    `with_paper`: what lies elsewhere is to be sent here. Raises NothingToFetch, NotYourStep.
    """
    if actor.role is not Role.RECEPTIONIST or actor.agency_id is None or actor.account_id is None:
        raise work.NotYourStep
    held = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    item = delivery_item(held)
    if item is None:
        raise NothingToFetch
    if item.agency_id != actor.agency_id:
        DeliveryChoice.objects.create(
            dossier=held,
            number=held.delivery_choices.count() + 1,
            way=Way.DESK,
            unit_id=actor.agency_id,
            chosen_at=at,
            chosen_by_id=actor.account_id,
        )
        work.move_delivery(held, at=at)
        item.refresh_from_db()
    if with_paper and paper_at(item).pk != item.agency_id:
        queue.enqueue(WANTED, work_item_id=item.pk)
    return item


@transaction.atomic
def note_arrival(item: WorkItem, *, actor: Actor, at: datetime) -> None:
    """The paper has come to the desk that hands it out. Twice is once. Raises StepGone, NotYourStep."""
    found = work.held(item, actor=actor)
    if paper_at(found).pk != found.agency_id:
        work.hand_over(found, HandOverKind.RECEIVED, actor=actor, at=at)
