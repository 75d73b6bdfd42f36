from django.db import models


class OneTimeCode(models.Model):
    """Mã xác nhận: known to the telephone alone; here lies only its keyed hash."""

    #: What it is asked for, by ids, such as "assistance 17". The newest one of a subject counts.
    subject = models.CharField(max_length=60, db_index=True)
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code {self.pk} for {self.subject}"
