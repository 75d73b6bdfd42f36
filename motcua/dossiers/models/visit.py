from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models.dossier import Dossier
from motcua.foundation.accounts.models import Person
from motcua.foundation.organisations.models import Agency, Post
from motcua.foundation.waiting_room.models import Ticket


class Visit(models.Model):
    """Lượt tiếp: one person before one officer, from the number in her hand to all that was done for her."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="visits", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="visits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    #: Empty where nobody draws numbers.
    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(ended_at=None), name="one_person_at_a_time"),
            models.CheckConstraint(
                name="a_visit_ends_after_it_begins", condition=Q(ended_at=None) | Q(ended_at__gte=F("begun_at"))
            ),
        ]
        indexes = [models.Index(fields=["unit", "begun_at"], name="visits_of_a_day")]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Deed(models.TextChoices):
    """What was done for a dossier in a visit."""

    RECEIVED = "received"
    MENDED = "mended"
    DELIVERED = "delivered"


class VisitDeed(models.Model):
    """Joins the waiting in the hall to the dossiers and their legal time."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="deeds", db_index=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="visit_deeds")
    deed = models.CharField(max_length=10, choices=Deed)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "dossier", "deed"], name="a_deed_is_noted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.dossier_id}"
