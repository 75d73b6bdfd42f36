"""The jobs that the table of effects names. Each may run twice and makes one slip."""

from motcua.dossiers.models import DossierEvent
from motcua.effects.slips.issuing import issue
from motcua.effects.slips.models import SlipKind
from motcua.foundation.jobs.queue import job


@job("slips.receipt")
def receipt(*, event_id: int) -> None:
    _issue(event_id, SlipKind.RECEIPT)


@job("slips.completion_request")
def completion_request(*, event_id: int) -> None:
    _issue(event_id, SlipKind.COMPLETION_REQUEST)


@job("slips.refusal")
def refusal(*, event_id: int) -> None:
    _issue(event_id, SlipKind.REFUSAL)


@job("slips.apology")
def apology(*, event_id: int) -> None:
    _issue(event_id, SlipKind.APOLOGY)


def _issue(event_id: int, kind: SlipKind) -> None:
    """Issued with the act: its moment is the one at which the act was written down, however late the job runs."""
    recorded_at = DossierEvent.objects.values_list("recorded_at", flat=True).get(pk=event_id)
    issue(event_id, kind, at=recorded_at)
