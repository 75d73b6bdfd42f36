"""Tell the applicant in the account. Running twice tells once."""

from motcua.dossiers.models import DossierEvent
from motcua.effects.notifications.models import Notice
from motcua.foundation.jobs.queue import job


@job("notifications.tell_applicant")
def tell_applicant(*, event_id: int) -> None:
    event = DossierEvent.objects.select_related("dossier").get(pk=event_id)
    account_id = event.dossier.applicant_account_id
    if account_id is not None:
        Notice.objects.bulk_create([Notice(event=event, account_id=account_id)], ignore_conflicts=True)
