"""Files that people hand in and that the system makes."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q


class ScanState(models.TextChoices):
    """What a virus scanner has said of the file. Only what was scanned, or never will be, may be opened."""

    #: No scanner is part of this installation, or the system made the file itself.
    NOT_CONFIGURED = "not_configured"
    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"


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
        indexes = [models.Index(name="file_waiting_for_scan", fields=["stored_at"], condition=Q(scan_state="waiting"))]

    def __str__(self) -> str:
        return f"file {self.pk}"


class Upload(models.Model):
    """Tệp đang tải lên: a file that comes in pieces. Its bytes lie in the incoming folder under this id."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: What it is for, in the words of the page that began it: a draft, and one of its papers.
    subject = models.UUIDField()
    item = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    begun_at = models.DateTimeField()
    #: When all of it had come and was accepted; kept for a day for whoever missed the answer.
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="upload_is_not_empty", condition=Q(size__gt=0))]

    def __str__(self) -> str:
        return f"upload {self.pk}"
