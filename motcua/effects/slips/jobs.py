"""The jobs that the table of effects names. Each may run twice and makes one slip."""

from collections.abc import Callable

from motcua.dossiers.models import DossierEvent
from motcua.effects.slips import register
from motcua.effects.slips.issuing import issue
from motcua.effects.slips.models import SlipKind
from motcua.effects.slips.promises import Making, is_given_on_request, is_result_of_the_day
from motcua.foundation.jobs.queue import job

#: Kinds that the law does not want in every case.
LEFT_OUT: dict[str, Callable[[Making], bool]] = {SlipKind.RECEIPT: is_result_of_the_day}


@job("slips.receipt", makes=f"slip {SlipKind.RECEIPT}")
def receipt(*, event_id: int) -> None:
    """Every accepted dossier stands in the register; the receipt is made where the law wants one unasked."""
    event = DossierEvent.objects.select_related("dossier").get(pk=event_id)
    register.enter(event.dossier_id, accepted_at=event.happened_at)
    if not is_given_on_request(event):
        _issue(event_id, SlipKind.RECEIPT)


@job("slips.completion_request", makes=f"slip {SlipKind.COMPLETION_REQUEST}")
def completion_request(*, event_id: int) -> None:
    _issue(event_id, SlipKind.COMPLETION_REQUEST)


@job("slips.refusal", makes=f"slip {SlipKind.REFUSAL}")
def refusal(*, event_id: int) -> None:
    _issue(event_id, SlipKind.REFUSAL)


@job("slips.apology", makes=f"slip {SlipKind.APOLOGY}")
def apology(*, event_id: int) -> None:
    _issue(event_id, SlipKind.APOLOGY)


@job("slips.stop_notice", makes=f"slip {SlipKind.STOP_NOTICE}")
def stop_notice(*, event_id: int) -> None:
    _issue(event_id, SlipKind.STOP_NOTICE)


def _issue(event_id: int, kind: SlipKind) -> None:
    """Issued with the act: its moment is the one at which the act was written down, however late the job runs."""
    recorded_at = DossierEvent.objects.values_list("recorded_at", flat=True).get(pk=event_id)
    issue(event_id, kind, at=recorded_at)
