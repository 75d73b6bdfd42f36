"""Nghĩa vụ tài chính: what another authority finds to be due half-way, such as the tax of a sale of land.

The clock stands from the step that waits for the money until everything that was noted is paid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import duties, fees, work
from motcua.dossiers.commands.work import StepGone
from motcua.dossiers.models import Dossier, DutyKind, FeeDuty, SettledHow
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, NotAllowed, OtherAgency, Role, State, move_for
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal


class NoSumNoted(Refusal):
    """A notice asks for at least one sum, each with its name and an amount."""


class NoticeIncomplete(Refusal):
    """A notice has its number and day, and says to which account it is paid."""


class NoticeFromTheFuture(Refusal):
    """A notice was drawn up before it is noted."""


class NoticeNoted(Refusal):
    """The notice of this number stands in the dossier."""


class ReceiptNumberMissing(Refusal):
    """Money that somebody else took is believed by the number of that receipt."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """`kind` is tax, phi, le_phi or other; `basis` the clause as the notice names it."""

    key: str
    name: str
    kind: str
    amount: int
    basis: str = ""


@transaction.atomic
def note_notice(  # noqa: PLR0913 - what a notice says, each by name
    dossier: Dossier,
    *,
    lines: Sequence[NoticeLine],
    document: str,
    document_date: date,
    payable_to: Mapping[str, str],
    pay_by: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> FeeDuty:
    """What whoever processes enters from the notice that came. Several notices are several duties.

    Raises StepGone, OtherAgency, NotAllowed, NoSumNoted, NoticeIncomplete, NoticeFromTheFuture, NoticeNoted.
    """
    held = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    require(held, actor=actor)
    if not lines or any(line.amount <= 0 or not line.name.strip() for line in lines):
        raise NoSumNoted
    if not (document.strip() and payable_to.get("account", "").strip() and payable_to.get("name", "").strip()):
        raise NoticeIncomplete
    if document_date > legal_day(at):
        raise NoticeFromTheFuture
    if held.duties.filter(kind=DutyKind.FINANCIAL, document=document.strip(), cancelled_at=None).exists():
        raise NoticeNoted
    return duties.open_duty(
        held,
        DutyKind.FINANCIAL,
        lines=[asdict(line) for line in lines],
        at=at,
        item=work.open_item(held, Act.PAY),
        document=document.strip(),
        document_date=document_date,
        payable_to={key: value.strip() for key, value in payable_to.items()},
        pay_by=pay_by,
    )


def require(dossier: Dossier, *, actor: Actor) -> None:
    """Whether this officer may note one now. Raises StepGone, NotAllowed, OtherAgency."""
    if dossier.state != State.AWAITING_PAYMENT:
        raise StepGone
    if actor.role is not Role.PROCESSOR:
        raise NotAllowed(action=Action.REQUEST_PAYMENT, state=State(dossier.state), role=actor.role)
    if actor.agency_id != dossier.deciding_agency_id:
        raise OtherAgency


@transaction.atomic
def shown_elsewhere(dossier: Dossier, *, receipt: str, actor: Actor, at: datetime) -> None:
    """The cashier has seen the receipt of the treasury or bank: everything that was noted is paid.

    Raises ReceiptNumberMissing, NotAllowed, OtherAgency, StepGone.
    """
    if not receipt.strip():
        raise ReceiptNumberMissing
    proof = receipt.strip()[:60]
    held = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    move = move_for(action=Action.CONFIRM_PAYMENT, state=State(held.state), role=actor.role)
    if move.seat is not None and actor.is_officer and actor.agency_id != held.receiving_unit_id:
        raise OtherAgency
    noted = [duty for duty in duties.unsettled(held) if duty.kind == DutyKind.FINANCIAL]
    for duty in noted:
        fees.settle(duty, how=SettledHow.SHOWN_ELSEWHERE, actor=actor, at=at, proof=proof)
    if not noted:
        fees.go_on_after_payment(held, actor=actor, at=at, proof=proof)
    dossier.refresh_from_db()
