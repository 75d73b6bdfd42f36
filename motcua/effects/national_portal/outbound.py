"""Keep the status that each event means for the national portal, in order, ready to be sent."""

from motcua.dossiers.models import DossierEvent
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.effects.national_portal.mapping import status_code
from motcua.effects.national_portal.models import StatusReport
from motcua.foundation.jobs.queue import job


@job("national_portal.report_status")
def report_status(*, event_id: int) -> None:
    event = DossierEvent.objects.get(pk=event_id)
    code = status_code(action=Action(event.action), to_state=State(event.to_state))
    if code is not None:
        StatusReport.objects.bulk_create([StatusReport(event=event, code=code)], ignore_conflicts=True)
