"""Tell the people of a dossier: in their accounts, and by the channels that they want. Running twice tells once."""

from collections.abc import Iterator, Mapping

from motcua.dossiers.access import HEAVY
from motcua.dossiers.models import Dossier, DossierEvent, DutyKind, FeeDuty
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.notifications.facts import About
from motcua.effects.notifications.message_kinds import MessageKind
from motcua.effects.notifications.models import Notice
from motcua.effects.notifications.telling import tell_people
from motcua.foundation.accounts.models import Account, AccountKind
from motcua.foundation.jobs.queue import job

_WITH = ("dossier__procedure_version__procedure", "dossier__receiving_unit", "dossier__deciding_agency")
_HEAVY = f"dossier__{HEAVY}"


@job("notifications.tell_applicant", makes="message applicant")
def tell_applicant(*, event_id: int) -> None:
    event = DossierEvent.objects.select_related("agency", *_WITH).defer(_HEAVY).get(pk=event_id)
    told = [Notice(event=event, account_id=account_id) for account_id in sorted(set(_accounts(event.dossier)))]
    Notice.objects.bulk_create(told, ignore_conflicts=True)
    kind, duty = _kind(event)
    if kind is not None:
        tell_people(kind, About(event.dossier, event.recorded_at, event=event, duty=duty), cause=f"event {event.pk}")


@job("notifications.duty_opened")
def duty_opened(*, duty_id: int) -> None:
    """A sum that comes with the filing is told with the filing, so that one thing is one message."""
    duty = _duty(duty_id)
    if duty.kind != DutyKind.INTAKE or duty.opened_at != duty.dossier.submitted_at:
        _tell_of(duty, MessageKind.DUTY_OPENED)


@job("notifications.duty_asked_after_all")
def duty_asked_after_all(*, duty_id: int) -> None:
    """Nobody was asked for it, for it was said to be paid elsewhere; its money was not found."""
    duty = _duty(duty_id)
    about = About(duty.dossier, duty.opened_at, duty=duty)
    tell_people(MessageKind.DUTY_OPENED, about, cause=f"duty {duty.pk} asked after all")


@job("notifications.duty_settled")
def duty_settled(*, duty_id: int) -> None:
    _tell_of(_duty(duty_id), MessageKind.DUTY_SETTLED)


@job("notifications.duty_cancelled")
def duty_cancelled(*, duty_id: int) -> None:
    _tell_of(_duty(duty_id), MessageKind.DUTY_CANCELLED)


_HAPPENED: Mapping[MessageKind, str] = {
    MessageKind.DUTY_OPENED: "opened_at",
    MessageKind.DUTY_SETTLED: "settled_at",
    MessageKind.DUTY_CANCELLED: "cancelled_at",
}


def _tell_of(duty: FeeDuty, kind: MessageKind) -> None:
    at = getattr(duty, _HAPPENED[kind])
    assert at is not None, "told when it has happened"
    tell_people(kind, About(duty.dossier, at, duty=duty), cause=f"{kind} {duty.pk}")


def _kind(event: DossierEvent) -> tuple[MessageKind | None, FeeDuty | None]:
    """One thing is one message: what is told of by itself, or with what came of it at once, is not told again."""
    duties = event.dossier.duties.filter(cancelled_at=None)
    match Action(event.action):
        case Action.SUBMIT if event.dossier.accepted_at == event.happened_at:
            return None, None
        case Action.SUBMIT:
            owed = duties.asked_for().filter(kind=DutyKind.INTAKE).first()
            return (MessageKind.SUBMIT_TO_PAY, owed) if owed else (MessageKind.SUBMIT, None)
        case Action.REQUEST_PAYMENT if duties.filter(kind=DutyKind.FINANCIAL).exists():
            return None, None
        case action:
            return MessageKind(action.value), None


def _duty(duty_id: int) -> FeeDuty:
    return FeeDuty.objects.select_related(*_WITH).defer(_HEAVY).get(pk=duty_id)


def _accounts(dossier: Dossier) -> Iterator[int]:
    """Who filed it, and the holder: what others file in her name she hears of at once."""
    if dossier.applicant_account_id is not None:
        yield dossier.applicant_account_id
    if dossier.holder_id is not None:
        hers = Account.objects.filter(person_id=dossier.holder_id, kind=AccountKind.CITIZEN, is_active=True)
        yield from hers.values_list("pk", flat=True)
