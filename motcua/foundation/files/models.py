"""Files that people hand in and that the system makes."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class ScanState(models.TextChoices):
    """Whether a virus scanner has looked at the file. No scanner is part of this installation yet."""

    NOT_CONFIGURED = "not_configured"


class StoredFile(models.Model):
    """Tệp: bytes on disk that never change, with the digest they had when they came in."""

    #: Made by `storage.store`: ordered by time, and the path on disk follows from it.
    id = models.UUIDField(primary_key=True, editable=False)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    stored_at = models.DateTimeField()
    #: Empty for what the system makes, such as slips.
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scan_state = models.CharField(max_length=20, choices=ScanState, default=ScanState.NOT_CONFIGURED)

    class Meta:
        constraints = [
            models.CheckConstraint(name="file_digest_shape", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(name="file_is_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return f"file {self.pk}"
