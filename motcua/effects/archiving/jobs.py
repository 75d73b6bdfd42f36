"""The jobs that the table of effects names. Running one twice keeps once."""

from motcua.dossiers.models import DossierEvent, Result
from motcua.effects.archiving.selecting import accepted_papers, result_of
from motcua.foundation.archive import keeping
from motcua.foundation.jobs.queue import job


@job("archiving.keep_papers")
def keep_papers(*, event_id: int) -> None:
    """An officer has accepted the dossier: its lasting papers need not be handed in again."""
    event = DossierEvent.objects.select_related("dossier").get(pk=event_id)
    keeping.keep(accepted_papers(event.dossier, at=event.happened_at))


@job("archiving.retire_result")
def retire_result(*, result_id: int) -> None:
    """A recalled result proves nothing any more: its copy stays to be seen and cannot be handed in."""
    result = Result.objects.select_related("recall").get(pk=result_id)
    keeping.retire_result(dossier_id=result.dossier_id, item=result.kind, at=result.recall.at)


@job("archiving.keep_replacement")
def keep_replacement(*, result_id: int) -> None:
    """What took its place is kept like the first one."""
    keeping.keep(result_of(Result.objects.select_related("dossier").get(pk=result_id).dossier))


@job("archiving.keep_result")
def keep_result(*, event_id: int) -> None:
    event = DossierEvent.objects.select_related("dossier").get(pk=event_id)
    keeping.keep(result_of(event.dossier))
