from django.db import models


class SignInTries(models.Model):
    """Failed tries to sign in, per account name and per address. Keyed hashes: neither can be read back."""

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField()
    since = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.tries} tries since {self.since}"
