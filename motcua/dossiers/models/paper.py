from django.conf import settings
from django.db import models

from motcua.dossiers.models.dossier import Dossier
from motcua.foundation.archive.models import ArchivedPaper
from motcua.foundation.files.models import ScanState, StoredFile


class Paper(models.Model):
    """Giấy tờ đã nộp: a file that the applicant gave for one required paper. Removing it keeps the row."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers", db_index=False)
    #: The key of the required paper in the procedure version.
    item = models.CharField(max_length=60)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    #: Set where nobody handed a file in: the paper was taken from its owner's archive.
    archived = models.ForeignKey(
        ArchivedPaper, null=True, blank=True, on_delete=models.PROTECT, related_name="papers", db_index=False
    )

    #: The paper of the interlinked dossier to which this one belongs: the same file, handed in once.
    shared_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "item", "file"], name="a_file_once_per_item")]

    def __str__(self) -> str:
        return f"{self.item} of {self.dossier_id}"

    @property
    def counts(self) -> bool:
        """A file in which a virus was found is as good as none."""
        return self.file.scan_state != ScanState.INFECTED
