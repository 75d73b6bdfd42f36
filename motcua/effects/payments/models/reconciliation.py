from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.effects.payments.models.entry import MoneyEntry
from motcua.effects.payments.models.unmatched import UnmatchedGround
from motcua.foundation.organisations.models import Agency


class Agreement(models.TextChoices):
    MATCHED = "matched"
    #: They have it, we had not: it goes through the door of crediting, and `result` says what came of it.
    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    AMOUNT_DIFFERS = "amount_differs"
    STATE_DIFFERS = "state_differs"


class Reconciliation(models.Model):
    """Đối soát: a statement of a gateway or bank compared with an agency's book, once for each file."""

    #: Whose book it was compared with; nobody else sees it. Empty for a file that whoever runs the system read for all:
    #: of that one each agency sees the lines of its own money.
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")

    gateway = models.CharField(max_length=20)
    column_map = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    #: The days that the file speaks of.
    first_day = models.DateField()
    last_day = models.DateField()
    made_at = models.DateTimeField()
    #: Empty when it was done from the command line.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    #: Who agreed that the file is the bank's own, where a person handed it in.
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    second_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "gateway", "digest"], name="statement_read_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="two_people_of_a_statement", condition=Q(second_by=None) | ~Q(second_by=F("made_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.first_day} to {self.last_day}"


class ReconciliationRow(models.Model):
    """One movement, as they have it and as we have it. What a payer wrote is read for the code and not kept."""

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.CASCADE, related_name="rows")
    #: Of the file; none for what only we have.
    line = models.PositiveIntegerField(null=True)
    agreement = models.CharField(max_length=16, choices=Agreement)
    transaction = models.CharField(max_length=64)
    reference = models.CharField(max_length=64, blank=True)
    amount_here = models.BigIntegerField(null=True)
    amount_there = models.BigIntegerField(null=True)
    entry = models.ForeignKey(MoneyEntry, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: Of what is missing here and waits for the second person.
    paid_at = models.DateTimeField(null=True)
    #: What came of it, where it was missing here: "credited", or why not. Empty until it went through the door.
    result = models.CharField(max_length=16, choices=[("credited", "credited"), *UnmatchedGround.choices], blank=True)

    class Meta:
        indexes = [models.Index(fields=["reconciliation", "agreement"], name="row_by_agreement")]

    def __str__(self) -> str:
        return f"{self.agreement} {self.transaction}"
