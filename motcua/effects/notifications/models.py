from django.conf import settings
from django.db import models

from motcua.dossiers.models import DossierEvent


class Notice(models.Model):
    """Thông báo: news of a dossier in the account of its applicant. One per event and account.

    No text is stored: the page says it from the event, in the reader's language.
    """

    event = models.ForeignKey(DossierEvent, on_delete=models.PROTECT, related_name="notices")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    told_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "account"], name="told_once_per_event")]
        indexes = [models.Index(fields=["account", "-id"], name="notice_of_account")]

    def __str__(self) -> str:
        return f"notice {self.pk}"
