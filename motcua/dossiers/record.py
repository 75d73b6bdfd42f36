"""The only door through which a dossier changes state."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from motcua.blueprints.catalogue.dated_rules import GeneralRules
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import (
    Assistance,
    Channel,
    Dossier,
    DossierEvent,
    Remark,
    Result,
    WorkItem,
    WorkStatus,
)
from motcua.dossiers.models.history import history, history_with
from motcua.dossiers.rules import lifecycle
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.calendar_effect import effect
from motcua.dossiers.rules.lifecycle import Action, Facts, Move, Need, Seat, State
from motcua.dossiers.rules.projection import Projection, project
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs import queue

_PROJECTED = tuple(column.name for column in fields(Projection))


# Every command has a transaction of its own: what fails in here is rolled back with it, and needs no savepoint.
@transaction.atomic(savepoint=False)
def record(  # noqa: PLR0913 - everything about one event, each by name
    dossier: Dossier,
    action: Action,
    *,
    actor: Actor,
    at: datetime,
    details: Mapping[str, Any] | None = None,
    remark: str = "",
    idempotency_key: str | None = None,
    facts: Mapping[str, Any] | None = None,
) -> DossierEvent:
    """Add the event, bring the columns up to date and queue what follows: all of it or nothing.

    `facts` are columns that the command decides together with the event (a code, the idempotent filing). The
    `dossier` handed in is brought up to date as well. Raises NotAllowed and the refusals of the move's needs.
    """
    _lock(dossier)
    move = lifecycle.move_for(action=action, state=State(dossier.state), role=actor.role)
    told = dict(details or {})
    lifecycle.require(move, _facts(_Asking(dossier, move, actor, at, ground=told.get("ground", ""))))
    event = _add_event(dossier, move, actor=actor, at=at, details=told, remark=remark)
    if idempotency_key:
        event.idempotency_key = idempotency_key
    event.save(force_insert=True)
    _write(dossier, project(history_with(event), calendar_of=versions.calendar_of), also=facts or {})
    queue.enqueue("effects.fan_out", event_id=event.pk)
    return event


def _lock(dossier: Dossier) -> None:
    """Take the row for this transaction, and see it as it is now rather than as it was when the page was drawn."""
    dossier.refresh_from_db(from_queryset=Dossier.objects.select_for_update(of=("self",)))


@dataclass(frozen=True, slots=True)
class _Asking:
    dossier: Dossier
    move: Move
    actor: Actor
    at: datetime
    ground: str


def _facts(asking: _Asking) -> Facts:
    """What the move asks about, and no more: most moves cost no query here."""
    read: dict[str, Any] = {}
    for need in asking.move.needs:
        read |= _READ[need](asking)
    return Facts(seats=_seats(asking.dossier, asking.actor), **read)


def _work(asking: _Asking) -> dict[str, Any]:
    open_work = WorkItem.objects.filter(dossier=asking.dossier, status=WorkStatus.OPEN).exclude(act=Action.DECIDE)
    return {"open_work": open_work.count()}


def _results(asking: _Asking) -> dict[str, Any]:
    return {"results": Result.objects.filter(dossier=asking.dossier).count()}


def _apologies(asking: _Asking) -> dict[str, Any]:
    given = asking.dossier.events.filter(action=Action.APOLOGISE).count()
    return {"apologies": given, "reappointments": _rules(asking).reappointments}


def _ground(asking: _Asking) -> dict[str, Any]:
    steps = definition_of(asking.dossier.procedure_version_id).steps
    return {"ground_is_known": asking.ground in {step.ground for step in steps if step.ground}}


def _requests(asking: _Asking) -> dict[str, Any]:
    """Requests of this kind, and allowances given in the state in which they are made."""
    asked = Q(action=asking.move.action)
    allowed = Q(action=Action.ALLOW_SECOND_REQUEST, from_state=asking.move.source)
    return asking.dossier.events.aggregate(requests=Count("pk", filter=asked), allowances=Count("pk", filter=allowed))


def _consent(asking: _Asking) -> dict[str, Any]:
    """Consent is given to one helper and not to her office."""
    if not asking.actor.is_officer:
        return {"consent": True}
    given = Assistance.objects.alive(asking.at).filter(dossier=asking.dossier)
    return {"consent": given.filter(helper_account_id=asking.actor.account_id).exists()}


def _unpaid(asking: _Asking) -> dict[str, Any]:
    """At the counter the cashier sits beside: taken in first, and paid at the latest before the result is given."""
    if asking.move.action is Action.ACCEPT and not _fee_comes_first(asking):
        return {"unpaid": 0}
    return {"unpaid": asking.dossier.duties.asked_for().count()}


def _fee_comes_first(asking: _Asking) -> bool:
    has_fees = bool(definition_of(asking.dossier.procedure_version_id).fees)
    return has_fees and asking.dossier.channel != Channel.COUNTER and _rules(asking).fee_before_acceptance


def _rules(asking: _Asking) -> GeneralRules:
    return definition_of(asking.dossier.procedure_version_id).rules_on(legal_day(asking.at))


_READ: dict[Need, Callable[[_Asking], dict[str, Any]]] = {
    Need.NO_APOLOGY_YET: _apologies,
    Need.WORK_DONE: _work,
    Need.RESULT_FILED: _results,
    Need.CONSENT: _consent,
    Need.FIRST_REQUEST_OR_ALLOWED: _requests,
    Need.GROUND_OF_THE_STEP: _ground,
    Need.FEES_SETTLED: _unpaid,
}


def _seats(dossier: Dossier, actor: Actor) -> frozenset[Seat]:
    """Applicants and the system sit nowhere, and need no seat."""
    if not actor.is_officer:
        return frozenset(Seat)
    agencies = {
        Seat.RECEIVING_UNIT: dossier.receiving_unit_id,
        Seat.DECIDING_AGENCY: dossier.deciding_agency_id,
    }
    return frozenset(seat for seat, agency_id in agencies.items() if agency_id == actor.agency_id)


def _add_event(
    dossier: Dossier, move: Move, *, actor: Actor, at: datetime, details: dict[str, Any], remark: str
) -> DossierEvent:
    written, remark_hash = write_remark(dossier, remark, at=at)
    return DossierEvent(
        dossier=dossier,
        number=dossier.event_count + 1,
        action=move.action,
        from_state=move.source,
        to_state=move.target,
        clock=move.clock,
        happened_at=at,
        role=actor.role,
        account_id=actor.account_id,
        post_id=actor.post_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        agency_id=actor.agency_id,
        calendar_version_id=_calendar(dossier, move),
        remark=written,
        remark_hash=remark_hash,
        details=details,
    )


def _calendar(dossier: Dossier, move: Move) -> int:
    """The version with which the dossier is counted from now on.

    A newer one is taken up only where it alters nothing that was counted, or by the event that says so: no other act
    may move a date in passing.
    """
    newest, own = versions.current_id(), dossier.calendar_version_id
    if own is None or own == newest or move.action is Action.CHANGE_CALENDAR:
        return newest
    old, new = versions.calendar_of(own), versions.calendar_of(newest)
    return own if effect(history(dossier), old=old, new=new).recounts else newest


def write_remark(dossier: Dossier, text: str, *, at: datetime) -> tuple[Remark | None, str]:
    """The reason as an erasable row, and the salted hash by which the event can prove it for as long as it stands."""
    if not text.strip():
        return None, ""
    remark = Remark.objects.create(dossier=dossier, text=text.strip(), salt=secrets.token_hex(16), written_at=at)
    return remark, hashlib.sha256(f"{remark.salt}{remark.text}".encode()).hexdigest()


def _write(dossier: Dossier, projection: Projection, *, also: Mapping[str, Any]) -> None:
    """Bring the columns that lists and searches read up to date with the events."""
    columns = {name: getattr(projection, name) for name in _PROJECTED} | dict(also)
    for name, value in columns.items():
        setattr(dossier, name, value)
    dossier.save(update_fields=columns)
