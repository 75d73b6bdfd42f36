from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.dossiers.models.dossier import Dossier
from motcua.foundation.organisations.models import Agency


class Way(models.TextChoices):
    """How a result reaches its person."""

    DESK = "desk"
    POST = "post"
    ONLINE = "online"


class DeliveryChoice(models.Model):
    """Cách nhận kết quả: what the applicant chose after filing. Rows are only ever added, and the last one counts.

    The first choice is an answer of the form; it stays in the filing and has no row here.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="delivery_choices", db_index=False)
    number = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=8, choices=Way)
    #: Where it is fetched, when it is fetched.
    unit = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: Where it is sent, when it is sent: {"province": code, "commune": code, "detail": text}
    address = models.JSONField(default=dict)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="delivery_choice_once"),
            models.CheckConstraint(
                name="only_a_desk_has_a_unit",
                condition=Q(way=Way.DESK, unit__isnull=False) | (~Q(way=Way.DESK) & Q(unit=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} for {self.dossier_id}"
