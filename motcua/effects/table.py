"""Everything that follows when something happens to a dossier. Read this file first."""

from motcua.dossiers.models import DossierEvent
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.archiving import jobs as archiving
from motcua.effects.national_portal import outbound as national_portal
from motcua.effects.notifications import reactions as notifications
from motcua.effects.notifications import steps as step_news
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
    Action.PUBLISH: (notifications.tell_applicant, archiving.keep_result),
    Action.DELIVER: (notifications.tell_applicant,),
    Action.STOP: (slips.stop_notice, notifications.tell_applicant),
    Action.WITHDRAW: (slips.stop_notice,),
}

#: What follows when a step changes hands. Steps are no events of the dossier: commands queue these by their names.
OF_STEPS: tuple[Job, ...] = (
    step_news.handed_over,
    step_news.opinion_given,
    step_news.consultation_silent,
    step_news.not_acknowledged,
)


@job("effects.fan_out")
def fan_out(*, event_id: int) -> None:
    """Queue each reaction as a job of its own: one that fails neither blocks nor repeats another."""
    event = DossierEvent.objects.only("action", "dossier_id").get(pk=event_id)
    for reaction in (*ALWAYS, *AFTER.get(Action(event.action), ())):
        # One lock per reaction and dossier: news of a dossier leaves in the order it happened.
        enqueue(reaction.name, lock=f"{reaction.name}:{event.dossier_id}", event_id=event_id)
