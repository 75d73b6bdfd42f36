"""Put papers into the archive, and take them out of use. Keeping twice keeps once."""

from datetime import datetime

from motcua.foundation.archive.models import ArchivedPaper, Origin


def keep(papers: list[ArchivedPaper]) -> None:
    ArchivedPaper.objects.bulk_create(papers, ignore_conflicts=True)


def retire_result(*, dossier_id: int, item: str, at: datetime) -> None:
    """What an office has recalled proves nothing any more; the row stays, and says since when."""
    kept = ArchivedPaper.objects.filter(dossier_id=dossier_id, item=item, origin=Origin.RESULT)
    kept.filter(retired_at=None).update(retired_at=at)


def retire(archived: ArchivedPaper, *, at: datetime) -> None:
    """It is offered no more. Dossiers that were filed with it keep it."""
    ArchivedPaper.objects.filter(pk=archived.pk, retired_at=None).update(retired_at=at)
