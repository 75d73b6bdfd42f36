from django.db import models

from motcua.blueprints.catalogue.models import Procedure, ProcedureVersion
from motcua.dossiers.models.dossier import Channel


class Ending(models.TextChoices):
    """How a draft ended."""

    FILED = "filed"
    DISCARDED = "discarded"
    EXPIRED = "expired"


class FillingMeasure(models.Model):
    """Số đo lần điền: how long one draft took and where it was left. No person, no dossier, no hour of the day.

    Practice is not measured.
    """

    #: Beside the version, so that the figures of a procedure are one stretch of one index.
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+", db_index=False)
    procedure_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    ended_on = models.DateField()
    channel = models.CharField(max_length=8, choices=Channel)
    how = models.CharField(max_length=10, choices=Ending)
    #: From opening the draft to its end, and of these the seconds spent at it.
    seconds = models.PositiveIntegerField()
    active_seconds = models.PositiveIntegerField()
    last_field = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            # All that the page of a period shows, without touching the table: how long it took, and where it was left.
            models.Index(
                fields=["ended_on", "procedure"], include=["how", "seconds", "active_seconds"], name="measure_of_period"
            ),
            models.Index(
                fields=["ended_on", "procedure"],
                include=["last_field"],
                condition=~models.Q(how=Ending.FILED),
                name="measure_of_left",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how} after {self.seconds} s"


class Taken(models.TextChoices):
    """What is counted: how long one took that was filed, in all and at work, or that one ended unfiled."""

    WHOLE = "whole"
    ACTIVE = "active"
    LEFT = "left"


class FillingTally(models.Model):
    """Phân bố thời gian điền: how many drafts of a month that is over took so long.

    Percentiles cannot be added up; how many there were of each length can.
    """

    #: The first day of the month.
    month = models.DateField()
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    what = models.CharField(max_length=6, choices=Taken)
    #: Rounded, see `filling_cells`. Nothing for those that were left.
    seconds = models.PositiveIntegerField()
    drafts = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "procedure", "what", "seconds"], name="a_filling_time_of_a_month_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.drafts} {self.what} {self.seconds} s {self.month:%Y-%m}"
