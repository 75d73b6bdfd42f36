"""Put papers into the archive, and take them out of use. Keeping twice keeps once."""

from datetime import datetime

from motcua.foundation.archive.models import ArchivedPaper


def keep(papers: list[ArchivedPaper]) -> None:
    ArchivedPaper.objects.bulk_create(papers, ignore_conflicts=True)


def retire(archived: ArchivedPaper, *, at: datetime) -> None:
    """It is offered no more. Dossiers that were filed with it keep it."""
    ArchivedPaper.objects.filter(pk=archived.pk, retired_at=None).update(retired_at=at)
