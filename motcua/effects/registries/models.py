from django.conf import settings
from django.db import models

from motcua.foundation.organisations.models import Post


class Register(models.TextChoices):
    """As the definitions name them in `replaceable_by`."""

    POPULATION = "population_db"


class LookUpOutcome(models.TextChoices):
    FOUND = "found"
    NOBODY = "nobody"
    DIFFERS = "differs"
    DOWN = "down"


class LookUp(models.Model):
    """Lượt tra cứu: somebody asked a register, for one dossier. What was asked and answered is not kept here."""

    register = models.CharField(max_length=20, choices=Register)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: A plain number: a draft may be thrown away, and that it was asked about stays.
    dossier_id = models.BigIntegerField(db_index=True)
    #: The number under which the register has it in its own books.
    request_id = models.UUIDField(unique=True)
    outcome = models.CharField(max_length=8, choices=LookUpOutcome)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look-up {self.pk} in {self.register}: {self.outcome}"
