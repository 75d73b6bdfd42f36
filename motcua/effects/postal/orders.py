"""Tell the post what to fetch and what to bring; take an order back; say what it costs."""

from datetime import datetime

from django.db import transaction

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier, Way
from motcua.dossiers.queries.delivery import delivery_of
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.postal import client, wire
from motcua.effects.postal.models import ALIVE, Direction, PostalOrder, PostalState
from motcua.effects.postal.parcels import fee_at_the_door, parcel
from motcua.foundation.jobs.queue import enqueue, job
from motcua.foundation.refusals import Refusal

#: The post is another's machine: its jobs wait in a queue of their own.
SUFFIX: dict[str, str] = {Direction.COLLECT: "T", Direction.RETURN: "K"}
#: Papers are fetched while somebody may still ask for them; a result when it is there.
_STATES: dict[str, frozenset[State]] = {
    Direction.COLLECT: frozenset({State.SUBMITTED, State.INCOMPLETE, State.IN_PROGRESS, State.SUPPLEMENT_REQUESTED}),
    Direction.RETURN: frozenset({State.RESULT_READY}),
}


class NothingToSend(Refusal):
    """There is no result yet, or it has been handed over; papers are fetched only while a dossier is handled."""


class ParcelOnItsWay(Refusal):
    """The post has an order in this direction already."""


class TooLateToCancel(Refusal):
    """The post has it, or it has ended."""


class PostRefused(Refusal):
    """The post said no; its words are kept with the order."""


class NotConnected(Refusal):
    """This installation has no line to the post: parcels are handed over at its counter."""


def may_be_asked(dossier: Dossier, direction: Direction) -> bool:
    return State(dossier.state) in _STATES[direction]


@transaction.atomic
def ask(dossier: Dossier, direction: Direction, *, at: datetime) -> PostalOrder:
    """Write the order down; it is told to the post by a job. Raises NotConnected, NothingToSend, ParcelOnItsWay."""
    if not client.is_connected():
        raise NotConnected
    held = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if not may_be_asked(held, direction):
        raise NothingToSend
    if held.postal_orders.filter(direction=direction, stage__in=ALIVE).exists():
        raise ParcelOnItsWay
    order = PostalOrder.objects.create(
        dossier=held,
        direction=direction,
        number=f"{held.code}-{SUFFIX[direction]}{held.postal_orders.filter(direction=direction).count() + 1}",
        cod=fee_at_the_door(held) if direction is Direction.RETURN else 0,
        asked_at=at,
    )
    enqueue("postal.send", order_id=order.pk)
    return order


@job("postal.send_result")
def send_result(*, event_id: int) -> None:
    """A result is out: to who chose the post it is sent. What was done already is not done again."""
    dossier = Dossier.objects.get(events=event_id)
    answers = dossier.filings.latest("number").answers
    way = delivery_of(dossier, definition_of(dossier.procedure_version_id), answers=answers).way
    published = dossier.events.get(pk=event_id).happened_at
    if way is not Way.POST or not client.is_connected() or dossier.parent_id is not None:
        return
    try:
        ask(dossier, Direction.RETURN, at=published)
    except (NothingToSend, ParcelOnItsWay):
        return


@job("postal.send")
def send(*, order_id: int) -> None:
    """Tell the post. Without an answer the job is tried again under the same number, which the post knows then."""
    order = _tried(order_id)
    if order is None:
        return
    told = parcel(order)
    try:
        answer = client.order(told)
    except wire.ParcelIncomplete:
        _settle(order, PostalState.REFUSED, problem="incomplete")
        return
    known_from_before = answer.status == wire.KNOWN and order.tries > 1
    if answer.status != wire.DONE and not known_from_before:
        _settle(order, PostalState.REFUSED, problem=answer.message or answer.status)
        return
    _settle(order, PostalState.REGISTERED, fee=_cost(told))


def cancel(order: PostalOrder, *, at: datetime) -> None:
    """Raises TooLateToCancel, PostRefused, PostDown."""
    if order.stage not in (PostalState.WANTED, PostalState.REGISTERED):
        raise TooLateToCancel
    if order.stage == PostalState.REGISTERED or order.tries:
        answer = client.cancel(order.number)
        if answer.status != wire.DONE:
            raise PostRefused
    taken = PostalOrder.objects.filter(pk=order.pk, stage__in=(PostalState.WANTED, PostalState.REGISTERED))
    if not taken.update(stage=PostalState.CANCELLED, ended_at=at):
        raise TooLateToCancel


@transaction.atomic
def _tried(order_id: int) -> PostalOrder | None:
    """Written down before it is told: a worker that dies in between leaves a trace."""
    order = PostalOrder.objects.select_for_update(of=("self",)).get(pk=order_id)
    if order.stage != PostalState.WANTED:
        return None
    order.tries += 1
    order.save(update_fields=["tries"])
    return order


def _settle(order: PostalOrder, stage: PostalState, *, problem: str = "", fee: int | None = None) -> None:
    PostalOrder.objects.filter(pk=order.pk, stage=PostalState.WANTED).update(
        stage=stage, problem=problem[:200], fee=fee, registered_at=order.asked_at if not problem else None
    )


def _cost(told: wire.Parcel) -> int | None:
    """The order stands without it: the postman says what it costs."""
    try:
        return client.cost(told)
    except wire.PostDown:
        return None
