"""Everything that follows when something happens to a dossier. Read this file first."""

from motcua.dossiers.models import DossierEvent, FeeDuty, WorkItem, WorkStatus
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.effects import petition_news
from motcua.effects.archiving import jobs as archiving
from motcua.effects.fee_receipts import jobs as fee_receipts
from motcua.effects.measuring import outbound as measuring
from motcua.effects.national_portal import outbound as national_portal
from motcua.effects.notifications import office_news, whom
from motcua.effects.notifications import reactions as notifications
from motcua.effects.notifications import results as result_news
from motcua.effects.notifications import steps as step_news
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.officers import tell_post, tell_role
from motcua.effects.payments import at_the_door, expecting
from motcua.effects.payments.models import MoneyEntry
from motcua.effects.postal import orders as postal
from motcua.effects.postal import tracking
from motcua.effects.postal.models import PostalOrder
from motcua.effects.reporting import facts as reporting
from motcua.effects.reporting import reasons as report_reasons
from motcua.effects.reporting import steps as report_steps
from motcua.effects.slips import jobs as slips
from motcua.effects.steering import letters
from motcua.effects.steering.models import Forecast, Reminder, ReminderAnswer, ReminderKind
from motcua.effects.systems import telling as systems
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs.queue import Job, enqueue, job

ALWAYS: tuple[Job, ...] = (
    national_portal.report_status,
    reporting.note_event,
    systems.note_event,
    measuring.note_event,
)

#: Counted whoever hears of it: also where nobody does, as of the members of an interlinked dossier.
COUNTED: dict[Action, tuple[Job, ...]] = {
    Action.ASK_TO_COMPLETE: (report_reasons.note_reasons,),
    Action.REQUEST_SUPPLEMENT: (report_reasons.note_reasons,),
    Action.APOLOGISE: (report_reasons.note_reasons,),
    Action.REFUSE: (report_reasons.note_reasons, report_steps.note_steps),
    Action.STOP: (report_reasons.note_reasons, report_steps.note_steps),
    Action.WITHDRAW: (report_steps.note_steps,),
    Action.PUBLISH: (report_steps.note_steps,),
}

AFTER: dict[Action, tuple[Job, ...]] = {
    Action.SUBMIT: (notifications.tell_applicant,),
    Action.ASK_TO_COMPLETE: (slips.completion_request, notifications.tell_applicant),
    Action.REFUSE: (slips.refusal, notifications.tell_applicant),
    Action.ACCEPT: (slips.receipt, notifications.tell_applicant, archiving.keep_papers),
    Action.REQUEST_SUPPLEMENT: (slips.completion_request, notifications.tell_applicant),
    Action.REQUEST_PAYMENT: (notifications.tell_applicant,),
    Action.SUSPEND: (notifications.tell_applicant,),
    Action.APOLOGISE: (slips.apology, notifications.tell_applicant, letters.count_letters),
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
    step_news.result_wanted,
    office_news.draft_returned,
    office_news.posting_ended,
    office_news.second_request_wished,
    office_news.second_request_answered,
    office_news.apology_drafted,
    letters.apology_lapsed,
)


#: What follows when something happens to a petition. Its acts queue it by its name.
OF_PETITIONS: tuple[Job, ...] = (petition_news.petition_moved,)


#: What follows when a sum is asked for, said to be paid elsewhere, paid, or no longer asked for. Commands queue these
#: by their names.
AFTER_DUTY: dict[str, tuple[Job, ...]] = {
    "opened": (notifications.duty_opened, reporting.note_duty),
    "said_paid": (reporting.note_duty,),
    "asked_after_all": (notifications.duty_asked_after_all, reporting.note_duty),
    "settled": (
        fee_receipts.issue,
        notifications.duty_settled,
        tracking.end_paid,
        national_portal.duty_ended,
        reporting.note_duty,
    ),
    "cancelled": (notifications.duty_cancelled, national_portal.duty_ended, reporting.note_duty),
}


#: What follows when a result that was out is recalled, or another takes its place. Commands queue these by their names.
AFTER_RESULT: dict[str, tuple[Job, ...]] = {
    "recalled": (
        archiving.retire_result,
        result_news.recalled,
        national_portal.result_changed,
        systems.result_recalled,
    ),
    "replaced": (
        archiving.keep_replacement,
        result_news.replaced,
        national_portal.result_changed,
        systems.result_replaced,
    ),
}


#: The national portal's own platform of payment: what came through it the portal counts as paid there.
_PLATFORM = "platform"

#: A member of an interlinked dossier: she has filed once, and hears once of what comes back or is asked.
NOT_OF_MEMBERS = frozenset({Action.SUBMIT, Action.ACCEPT, Action.DELIVER})


@job("effects.fan_out")
def fan_out(*, event_id: int) -> None:
    """Queue each reaction as a job of its own: one that fails neither blocks nor repeats another."""
    event = DossierEvent.objects.select_related("dossier").only("action", "details", "dossier__parent").get(pk=event_id)
    for reaction in (*ALWAYS, *COUNTED.get(Action(event.action), ()), *_after(event)):
        # One lock per reaction and dossier: news of a dossier leaves in the order it happened.
        enqueue(reaction.name, lock=f"{reaction.name}:{event.dossier_id}", event_id=event_id)


def _after(event: DossierEvent) -> tuple[Job, ...]:
    is_member = event.dossier.parent_id is not None
    if is_member and (event.action in NOT_OF_MEMBERS or event.details.get("ground") == StopGround.PARENT_ENDED):
        return ()
    return AFTER.get(Action(event.action), ())


@job("effects.duty_opened")
def duty_opened(*, duty_id: int) -> None:
    """Whoever has paid elsewhere is not asked."""
    if not FeeDuty.objects.get(pk=duty_id).is_said_paid:
        _follow_duty("opened", duty_id)


@job("effects.duty_said_paid")
def duty_said_paid(*, duty_id: int) -> None:
    """The payments look for its money; until it is found nothing is settled."""
    expecting.expect(FeeDuty.objects.get(pk=duty_id))
    _follow_duty("said_paid", duty_id)


@job("effects.duty_asked_after_all")
def duty_asked_after_all(*, duty_id: int) -> None:
    _follow_duty("asked_after_all", duty_id)


@job("effects.duty_settled")
def duty_settled(*, duty_id: int) -> None:
    if MoneyEntry.objects.filter(order__duty=duty_id, gateway=_PLATFORM, credited=True).exists():
        national_portal.note_paid_there(duty_id)
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


@job("effects.reminded")
def reminded(*, reminder_id: int) -> None:
    """Whoever is asked reads it in her news, and answers on the page to which that leads."""
    asked = Reminder.objects.select_related("post").get(pk=reminder_id)
    kind = News.APOLOGIES_LATE if asked.kind == ReminderKind.MANY_LETTERS else News.REMINDED
    if asked.post is not None:
        tell_post(asked.post, kind, None, asked.given_at, about=str(asked.pk))
    else:
        tell_role(asked.agency_id, Role(asked.role), kind, None, asked.given_at, about=str(asked.pk))


@job("effects.reminder_answered")
def reminder_answered(*, answer_id: int) -> None:
    answer = ReminderAnswer.objects.select_related("reminder__given_by").get(pk=answer_id)
    assert answer.reminder.given_by is not None, "the system is told nothing"
    about = str(answer.reminder_id)
    tell_post(answer.reminder.given_by, News.REMINDER_ANSWERED, None, answer.given_at, about=f"{about} {answer.pk}")


@job("effects.lateness_foreseen")
def lateness_foreseen(*, forecast_id: int) -> None:
    """Whoever has the step that holds it up, once for each due date."""
    said = Forecast.objects.get(pk=forecast_id)
    items = WorkItem.objects.filter(dossier=said.dossier_id, step=said.step, parent=None, status=WorkStatus.OPEN)
    for item in items.exclude(role__in=(Role.APPLICANT, Role.SYSTEM)).select_related("post"):
        whom.tell_who_has(item, News.FORESEEN_LATE, said.first_said_at, about=f"{said.due_at:%Y-%m-%d %H:%M}")


@job("effects.much_lateness_foreseen")
def much_lateness_foreseen(*, forecast_id: int) -> None:
    """The head, once a morning, by any one of them: which ones they are stands on her board."""
    said = Forecast.objects.select_related("deciding_agency").get(pk=forecast_id)
    about = legal_day(said.first_said_at).isoformat()
    whom.tell_heads([said.deciding_agency], News.MANY_FORESEEN_LATE, None, said.first_said_at, about=about)


def _follow_result(happened: str, result_id: int) -> None:
    for reaction in AFTER_RESULT[happened]:
        enqueue(reaction.name, lock=f"{reaction.name}:{result_id}", result_id=result_id)


def _follow_duty(happened: str, duty_id: int) -> None:
    for reaction in AFTER_DUTY[happened]:
        enqueue(reaction.name, lock=f"{reaction.name}:{duty_id}", duty_id=duty_id)
