"""What is still to come after a dossier that was filed there has come: its money, and papers that could not be had."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.dossiers.models import FeeDuty
from motcua.effects.national_portal.arrival_models import FiledThere
from motcua.foundation.organisations.models import Post


class Ended(models.TextChoices):
    """What a person did about a payment whose money did not appear."""

    SHOWN = "shown"
    ASKED = "asked"
    NONE = ""


class PaidThere(models.Model):
    """Báo đã nộp tại Cổng: a sum of which the national portal says that it was paid there. No money of ours."""

    duty = models.OneToOneField(FeeDuty, on_delete=models.PROTECT, primary_key=True, related_name="paid_there")
    there = models.ForeignKey(FiledThere, on_delete=models.PROTECT, related_name="payments")
    #: Of the payment; where none is told, of the dossier.
    number = models.CharField(max_length=60)
    amount = models.PositiveBigIntegerField(null=True)
    told_at = models.DateTimeField()
    ended = models.CharField(max_length=5, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    #: The receipt that was seen, or why it is asked for after all.
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_payment_is_ended_by_somebody",
                condition=Q(ended="", ended_at=None, ended_by=None, note="")
                | (~Q(ended="") & Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(note="")),
            ),
        ]
        indexes = [models.Index(fields=["told_at"], name="payments_to_be_found", condition=Q(ended=""))]

    def __str__(self) -> str:
        return f"{self.number} for {self.duty_id}"


class PapersAskedAgain(models.Model):
    """Lần lấy lại giấy tờ: an officer had the papers fetched once more that the portal had not given."""

    there = models.ForeignKey(FiledThere, on_delete=models.PROTECT, related_name="papers_asked_again", db_index=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    brought = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["there"], condition=Q(ended_at=None), name="papers_are_asked_for_once_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["there", "-asked_at"], name="papers_asked_again")]

    def __str__(self) -> str:
        return f"papers of {self.there_id} at {self.asked_at:%Y-%m-%d %H:%M}"
