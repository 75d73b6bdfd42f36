"""A request to complete, item by item, and the way to a second one: only where a head allows it and says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from motcua.dossiers.models import Dossier, DossierEvent, SecondRequestWish
from motcua.dossiers.record import record, write_remark
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.faults import WANTS_WORDS, Fault
from motcua.dossiers.rules.lifecycle import Action, NotAllowed, OtherAgency, Role, Seat, State, move_for
from motcua.foundation.jobs import queue
from motcua.foundation.refusals import Refusal


class NothingAskedFor(Refusal):
    """A request to complete names at least one paper or field."""


class ReasonMissing(Refusal):
    """Whoever says no, or asks for more, says why in words that the other can act on."""


class ItemWithoutReason(Refusal):
    """Every item that is asked for has a reason of its own, so that one visit mends all of them."""


class WordsMissing(Refusal):
    """This reason says too little without words."""


class FirstRequestOpen(Refusal):
    """The applicant has not been asked yet in this stage, so nobody has to allow anything."""


class WishWaits(Refusal):
    """The head has been asked already and has not answered."""


class NoWishWaits(Refusal):
    """Somebody has answered this wish already, or there was none."""


#: What is asked for in which stage, and by whom.
_REQUEST_IN: dict[str, tuple[Action, Role]] = {
    State.SUBMITTED: (Action.ASK_TO_COMPLETE, Role.RECEPTIONIST),
    State.IN_PROGRESS: (Action.REQUEST_SUPPLEMENT, Role.PROCESSOR),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong with one item."""

    code: Fault
    words: str = ""


Reasons = Mapping[str, Reason]
#: None for any item: one reason speaks of all of them.
NONE: Reasons = {}


def require(items: Sequence[str], *, reason: str, reasons: Reasons) -> None:
    """`reason` speaks of all items; where it is empty, each has one of its own.

    Raises NothingAskedFor, ReasonMissing, ItemWithoutReason, WordsMissing.
    """
    if not items:
        raise NothingAskedFor
    if not reason.strip() and not reasons:
        raise ReasonMissing
    for item in items:
        given = reasons.get(item)
        if given is None and (reasons or not reason.strip()):
            raise ItemWithoutReason(item=item)
        if given is not None and given.code in WANTS_WORDS and not given.words.strip():
            raise WordsMissing(item=item)


def details(
    dossier: Dossier, action: Action, *, items: Sequence[str], reasons: Reasons, at: datetime
) -> dict[str, Any]:
    """What the event says of the request: its items, their codes, and which request of its kind it is.

    Words are rows of their own, because they can be erased.
    """
    earlier = dossier.events.filter(action=action).count()
    told: dict[str, Any] = {"items": [*items], "round": earlier + 1}
    if reasons:
        told["reasons"] = {item: _stored(dossier, reasons[item], at=at) for item in items}
    return told


def _stored(dossier: Dossier, reason: Reason, *, at: datetime) -> dict[str, Any]:
    remark, remark_hash = write_remark(dossier, reason.words, at=at)
    words = {"remark": remark.pk, "hash": remark_hash} if remark else {}
    return {"code": reason.code.value, **words}


@transaction.atomic
def wish_second(dossier: Dossier, *, actor: Actor, at: datetime, reason: str) -> SecondRequestWish:
    """Đề nghị lãnh đạo cho phép: ask the head whether the applicant may be asked once more.

    Raises ReasonMissing, FirstRequestOpen, WishWaits, NotAllowed, OtherAgency.
    """
    if not reason.strip():
        raise ReasonMissing
    _lock(dossier)
    require_wish(dossier, actor=actor)
    assert actor.post_id is not None, "officers have posts"
    remark, _hash = write_remark(dossier, reason, at=at)
    assert remark is not None, "there are words"
    wish = SecondRequestWish.objects.create(
        dossier=dossier, state=dossier.state, post_id=actor.post_id, remark=remark, asked_at=at
    )
    queue.enqueue("effects.second_request_wished", wish_id=wish.pk)
    return wish


def require_wish(dossier: Dossier, *, actor: Actor) -> None:
    """Whether this officer may ask the head now. Raises FirstRequestOpen, WishWaits, NotAllowed, OtherAgency."""
    if not needs_allowance(dossier, _request_of(dossier, actor)):
        raise FirstRequestOpen
    if dossier.second_request_wishes.filter(answered_at=None).exists():
        raise WishWaits


@transaction.atomic
def allow_second(dossier: Dossier, *, actor: Actor, at: datetime, reason: str) -> DossierEvent:
    """Lãnh đạo cho phép: one request more in this stage, for a reason that the applicant reads as well.

    Raises ReasonMissing, FirstRequestOpen, NotAllowed, OtherAgency.
    """
    if not reason.strip():
        raise ReasonMissing
    _lock(dossier)
    request = request_of_stage(dossier)
    event = record(dossier, Action.ALLOW_SECOND_REQUEST, actor=actor, at=at, remark=reason)
    if request is None or not _is_spent(dossier, request):
        raise FirstRequestOpen
    wish = dossier.second_request_wishes.filter(answered_at=None).first()
    if wish is not None:
        _answer(wish, event=event, at=at)
    return event


@transaction.atomic
def disallow_second(dossier: Dossier, *, actor: Actor, at: datetime) -> SecondRequestWish:
    """The head says no: the officers go on with what they have. Raises NotAllowed, OtherAgency, NoWishWaits."""
    _lock(dossier)
    require_head(dossier, actor)
    wish = dossier.second_request_wishes.filter(answered_at=None).first()
    if wish is None:
        raise NoWishWaits
    _answer(wish, event=None, at=at)
    return wish


def _answer(wish: SecondRequestWish, *, event: DossierEvent | None, at: datetime) -> None:
    wish.answered_at, wish.event = at, event
    wish.save(update_fields=["answered_at", "event"])
    queue.enqueue("effects.second_request_answered", wish_id=wish.pk)


def request_of_stage(dossier: Dossier) -> Action | None:
    """What an applicant is asked with in this stage; nothing is asked in the others."""
    return _REQUEST_IN[dossier.state][0] if dossier.state in _REQUEST_IN else None


def needs_allowance(dossier: Dossier, request: Action) -> bool:
    """Whether the applicant was asked in this stage as often as she may be."""
    asked, allowed = _counted(dossier, request)
    return asked > allowed


def _is_spent(dossier: Dossier, request: Action) -> bool:
    """Whether the allowance that was just given was needed: one is not laid by for later."""
    asked, allowed = _counted(dossier, request)
    return asked >= allowed


def _counted(dossier: Dossier, request: Action) -> tuple[int, int]:
    """Requests of this kind, and allowances given in this stage."""
    allowance = Q(action=Action.ALLOW_SECOND_REQUEST, from_state=dossier.state)
    found = dossier.events.aggregate(asked=Count("pk", filter=Q(action=request)), allowed=Count("pk", filter=allowance))
    return found["asked"], found["allowed"]


def require_head(dossier: Dossier, actor: Actor) -> None:
    """Who may allow may also say no."""
    move = move_for(action=Action.ALLOW_SECOND_REQUEST, state=State(dossier.state), role=actor.role)
    if move.seat is Seat.DECIDING_AGENCY and actor.agency_id != dossier.deciding_agency_id:
        raise OtherAgency


def _request_of(dossier: Dossier, actor: Actor) -> Action:
    """The request that this officer could make in this stage, were it not the second one."""
    request, role = _REQUEST_IN.get(dossier.state, (Action.REQUEST_SUPPLEMENT, None))
    if actor.role is not role:
        raise NotAllowed(action=request, state=State(dossier.state), role=actor.role)
    seat = dossier.receiving_unit_id if role is Role.RECEPTIONIST else dossier.deciding_agency_id
    if actor.agency_id != seat:
        raise OtherAgency
    return request


def _lock(dossier: Dossier) -> None:
    dossier.refresh_from_db(from_queryset=Dossier.objects.select_for_update(of=("self",)))
