"""Tell the people of a dossier in their accounts. Running twice tells once."""

from collections.abc import Iterator

from motcua.dossiers.models import Dossier, DossierEvent
from motcua.effects.notifications.models import Notice
from motcua.foundation.accounts.models import Account, AccountKind
from motcua.foundation.jobs.queue import job


@job("notifications.tell_applicant", makes="message applicant")
def tell_applicant(*, event_id: int) -> None:
    event = DossierEvent.objects.select_related("dossier").get(pk=event_id)
    told = [Notice(event=event, account_id=account_id) for account_id in sorted(set(_accounts(event.dossier)))]
    Notice.objects.bulk_create(told, ignore_conflicts=True)


def _accounts(dossier: Dossier) -> Iterator[int]:
    """Who filed it, and the holder: what others file in her name she hears of at once."""
    if dossier.applicant_account_id is not None:
        yield dossier.applicant_account_id
    if dossier.holder_id is not None:
        hers = Account.objects.filter(person_id=dossier.holder_id, kind=AccountKind.CITIZEN, is_active=True)
        yield from hers.values_list("pk", flat=True)
