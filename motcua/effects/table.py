"""Everything that follows when something happens to a dossier. Read this file first."""

from motcua.dossiers.models import DossierEvent
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.archiving import jobs as archiving
from motcua.effects.fee_receipts import jobs as fee_receipts
from motcua.effects.national_portal import outbound as national_portal
from motcua.effects.notifications import office_news
from motcua.effects.notifications import reactions as notifications
from motcua.effects.notifications import results as result_news
from motcua.effects.notifications import steps as step_news
from motcua.effects.payments import at_the_door
from motcua.effects.postal import orders as postal
from motcua.effects.postal import tracking
from motcua.effects.postal.models import PostalOrder
from motcua.effects.slips import jobs as slips
from motcua.foundation.jobs.queue import Job, enqueue, job

ALWAYS: tuple[Job, ...] = (national_portal.report_status,)

AFTER: dict[Action, tuple[Job, ...]] = {
    Action.SUBMIT: (notifications.tell_applicant,),
    Action.ASK_TO_COMPLETE: (slips.completion_request, notifications.tell_applicant),
    Action.REFUSE: (slips.refusal, notifications.tell_applicant),
    Action.ACCEPT: (slips.receipt, notifications.tell_applicant, archiving.keep_papers),
    Action.REQUEST_SUPPLEMENT: (slips.completion_request, notifications.tell_applicant),
    Action.REQUEST_PAYMENT: (notifications.tell_applicant,),
    Action.SUSPEND: (notifications.tell_applicant,),
    Action.APOLOGISE: (slips.apology, notifications.tell_applicant),
    Action.CHANGE_CALENDAR: (notifications.tell_applicant,),
    Action.PUBLISH: (notifications.tell_applicant, archiving.keep_result, postal.send_result),
    Action.DELIVER: (notifications.tell_applicant,),
    Action.STOP: (slips.stop_notice, notifications.tell_applicant),
    # At the desk an officer records her wish: she hears of it, so that nobody takes it back behind her back.
    Action.WITHDRAW: (slips.stop_notice, notifications.tell_applicant),
    Action.ALLOW_SECOND_REQUEST: (notifications.tell_applicant,),
    Action.NOTE_UNANSWERED: (office_news.tell_officers,),
    Action.NOTE_DUE_SOON: (office_news.tell_officers,),
    Action.NOTE_OVERDUE: (office_news.tell_officers,),
    Action.RESUBMIT: (office_news.tell_officers,),
    Action.SUPPLEMENT: (office_news.tell_officers,),
    Action.REDIRECT: (office_news.tell_officers,),
}

#: What follows when a step changes hands. Steps are no events of the dossier: commands queue these by their names.
OF_STEPS: tuple[Job, ...] = (
    step_news.handed_over,
    step_news.opinion_given,
    step_news.consultation_silent,
    step_news.not_acknowledged,
    office_news.draft_returned,
    office_news.posting_ended,
    office_news.second_request_wished,
    office_news.second_request_answered,
    office_news.apology_drafted,
    office_news.apology_lapsed,
)


#: What follows when a sum is asked for, paid, or no longer asked for. Commands queue these by their names.
AFTER_DUTY: dict[str, tuple[Job, ...]] = {
    "opened": (notifications.duty_opened,),
    "settled": (fee_receipts.issue, notifications.duty_settled, tracking.end_paid),
    "cancelled": (notifications.duty_cancelled,),
}


#: What follows when a result that was out is recalled, or another takes its place. Commands queue these by their names.
AFTER_RESULT: dict[str, tuple[Job, ...]] = {
    "recalled": (archiving.retire_result, result_news.recalled),
    "replaced": (archiving.keep_replacement, result_news.replaced),
}


#: A member of an interlinked dossier: she has filed once, and hears once of what comes back or is asked.
NOT_OF_MEMBERS = frozenset({Action.SUBMIT, Action.ACCEPT, Action.DELIVER})


@job("effects.fan_out")
def fan_out(*, event_id: int) -> None:
    """Queue each reaction as a job of its own: one that fails neither blocks nor repeats another."""
    event = DossierEvent.objects.select_related("dossier").only("action", "details", "dossier__parent").get(pk=event_id)
    for reaction in (*ALWAYS, *_after(event)):
        # One lock per reaction and dossier: news of a dossier leaves in the order it happened.
        enqueue(reaction.name, lock=f"{reaction.name}:{event.dossier_id}", event_id=event_id)


def _after(event: DossierEvent) -> tuple[Job, ...]:
    is_member = event.dossier.parent_id is not None
    if is_member and (event.action in NOT_OF_MEMBERS or event.details.get("ground") == StopGround.PARENT_ENDED):
        return ()
    return AFTER.get(Action(event.action), ())


@job("effects.duty_opened")
def duty_opened(*, duty_id: int) -> None:
    _follow_duty("opened", duty_id)


@job("effects.duty_settled")
def duty_settled(*, duty_id: int) -> None:
    _follow_duty("settled", duty_id)


@job("effects.duty_cancelled")
def duty_cancelled(*, duty_id: int) -> None:
    _follow_duty("cancelled", duty_id)


@job("effects.paid_at_the_door")
def paid_at_the_door(*, order_id: int) -> None:
    """The postman brought a result and took its fee: the payments write it down, and settle what it pays."""
    parcel = PostalOrder.objects.select_related("dossier").get(pk=order_id)
    assert parcel.ended_at is not None, "what was brought has a moment"
    at_the_door.take(parcel.dossier, parcel=parcel.number, amount=parcel.cod, at=parcel.ended_at)


@job("effects.result_recalled")
def result_recalled(*, result_id: int) -> None:
    _follow_result("recalled", result_id)


@job("effects.result_replaced")
def result_replaced(*, result_id: int) -> None:
    _follow_result("replaced", result_id)


def _follow_result(happened: str, result_id: int) -> None:
    for reaction in AFTER_RESULT[happened]:
        enqueue(reaction.name, lock=f"{reaction.name}:{result_id}", result_id=result_id)


def _follow_duty(happened: str, duty_id: int) -> None:
    for reaction in AFTER_DUTY[happened]:
        enqueue(reaction.name, lock=f"{reaction.name}:{duty_id}", duty_id=duty_id)
