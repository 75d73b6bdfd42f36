"""What reports keep beside the facts: why dossiers were sent back, where their time went, and figures given out."""

from django.db import models
from django.db.models import Q

from motcua.blueprints.catalogue.models import Procedure
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation.organisations.models import Agency, Post

#: The acts that an officer gives a reason for.
REASONED = (Action.ASK_TO_COMPLETE, Action.REQUEST_SUPPLEMENT, Action.REFUSE, Action.STOP, Action.APOLOGISE)


class ReasonFact(models.Model):
    """Lý do đã nêu: how many items of one request, refusal, stop or apology had one reason. Codes alone, no words."""

    event = models.ForeignKey(
        DossierEvent, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    #: The fault of the items, the ground of the act, or nothing where it has neither.
    reason = models.CharField(max_length=30, blank=True)
    items = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=24, choices=[(action, action) for action in REASONED])
    on = models.DateField()
    #: Who gave it, and at which agency; the system has no post.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "reason"], name="a_reason_of_an_event_once")]
        indexes = [
            models.Index(
                fields=["on", "agency"], include=["post", "action", "reason", "items"], name="reasons_of_period"
            ),
            models.Index(fields=["agency", "post", "action", "reason", "event"], name="reasons_of_officer"),
            # Letters are few, and so is what a month tells of them.
            models.Index(
                fields=["on", "agency"], include=["event"], name="letters_of_period", condition=Q(action="apologise")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.reason}"


class ReasonTally(models.Model):
    """Số lý do theo tháng: how many acts and items of a month had one reason, officer by officer."""

    #: The first day of the month.
    month = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    action = models.CharField(max_length=24, choices=[(action, action) for action in REASONED])
    reason = models.CharField(max_length=30, blank=True)
    acts = models.PositiveIntegerField()
    items = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "agency", "post", "action", "reason"],
                nulls_distinct=False,
                name="a_reason_of_a_month_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.reason} {self.month:%Y-%m}"


class StepsNoted(models.Model):
    """Hồ sơ đã tính bước: its steps stand in the tallies, so that they are added once."""

    dossier = models.OneToOneField(
        Dossier, on_delete=models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )

    def __str__(self) -> str:
        return f"steps of {self.dossier_id}"


class StepTally(models.Model):
    """Thời gian ở từng bước: of the dossiers that ended in a month, how long each step had them."""

    #: The first day of the month.
    month = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    step = models.CharField(max_length=60)
    steps = models.PositiveIntegerField()
    #: Until somebody took it, and from opening to done; of these the ones that were done after the step's own due date.
    waited_seconds = models.BigIntegerField()
    total_seconds = models.BigIntegerField()
    late = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "agency", "procedure", "step"], name="a_step_of_a_month_once")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.month:%Y-%m}"


class FrozenReport(models.Model):
    """Số liệu đã chốt: a report as it was prepared, with its formulas. Only added; a correction is a new version."""

    code = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    #: Of which agency and all below it; empty for the whole province.
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    dimension = models.CharField(max_length=16, blank=True)
    version = models.PositiveSmallIntegerField()
    #: Why there is another version; empty for the first.
    because = models.CharField(max_length=500, blank=True)
    #: The definition, the numbers that went into it, and what came of them.
    content = models.JSONField()
    #: SHA-256 of the content as it is written out.
    content_hash = models.CharField(max_length=64)
    prepared_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    prepared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "first", "last", "agency", "version"],
                nulls_distinct=False,
                name="a_version_of_a_frozen_report_once",
            ),
            models.CheckConstraint(
                name="a_correction_says_why", condition=Q(version=1, because="") | (Q(version__gt=1) & ~Q(because=""))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.first} {self.version}"


class ReportApproval(models.Model):
    """Duyệt số liệu: who stands for a frozen report, and since when. Only ever added."""

    report = models.OneToOneField(FrozenReport, on_delete=models.PROTECT, primary_key=True, related_name="approval")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"approval of {self.report_id}"
