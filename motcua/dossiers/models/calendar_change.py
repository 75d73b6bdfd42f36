from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.blueprints.catalogue.models import Procedure
from motcua.dossiers.models.dossier import Dossier
from motcua.foundation.calendar.models import CalendarVersion


class Stage(models.TextChoices):
    COUNTING = "counting"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"


class CalendarChange(models.Model):
    """Thay đổi lịch: what a new calendar would do to open dossiers, counted first and then done, in chunks.

    `reached` is the last dossier that was read in this stage: whoever goes on after a break begins behind it.
    """

    stage = models.CharField(max_length=8, choices=Stage, default=Stage.COUNTING)
    #: The calendar as it was entered when somebody asked; it is this that is published, and nothing entered later.
    content = models.JSONField()
    before = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    after = models.ForeignKey(CalendarVersion, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    applied_at = models.DateTimeField(null=True)
    reached = models.BigIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    recorded = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            # A second one would be counted against a calendar that is about to change.
            models.UniqueConstraint(
                fields=["stage"], condition=Q(stage="applying"), name="one_calendar_change_at_a_time"
            ),
            models.CheckConstraint(
                name="an_applied_change_is_published",
                condition=~Q(stage__in=["applying", "applied"]) | Q(after__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"calendar change {self.pk}: {self.stage}"


class CalendarMove(models.Model):
    """One open dossier whose count a calendar change would alter. Dates are empty while its clock stands."""

    change = models.ForeignKey(CalendarChange, on_delete=models.CASCADE, related_name="moves", db_index=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+", db_index=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+", db_index=False)
    old_due_at = models.DateTimeField(null=True)
    new_due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "dossier"], name="a_dossier_moves_once_per_change")]

    def __str__(self) -> str:
        return f"change {self.change_id}: dossier {self.dossier_id}"
