from django.db import models

from motcua.foundation.accounts.sealed import unseal


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


class StandInMessage(models.Model):
    """What the telephone of the demonstration has received. Outside a demonstration nothing is ever written here."""

    phone_sealed = models.BinaryField()
    text = models.CharField(max_length=500)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def phone(self) -> str:
        return unseal(self.phone_sealed)
