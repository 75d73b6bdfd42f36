from django.db import models
from django.db.models import Q

from motcua.effects.payments.models.order import PaymentOrder


class AttemptState(models.TextChoices):
    STARTED = "started"
    PAID = "paid"
    FAILED = "failed"
    #: The gateway was asked and does not know either, or could not be reached.
    UNKNOWN = "unknown"
    EXPIRED = "expired"


#: Of these the last word is not said yet: the gateway is asked.
UNANSWERED = (AttemptState.STARTED, AttemptState.UNKNOWN)


class Attempt(models.Model):
    """Lần thử trả: one try to pay one order at one gateway. Many may fail; one pays."""

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="attempts", db_index=False)
    number = models.PositiveSmallIntegerField()
    gateway = models.CharField(max_length=20)
    #: How both sides call it: letters and digits alone, as the strictest of them wants.
    reference = models.CharField(max_length=34, unique=True)
    amount = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=AttemptState, default=AttemptState.STARTED)
    asked_times = models.PositiveSmallIntegerField(default=0)
    last_asked_at = models.DateTimeField(null=True)
    #: Empty when there is nothing more to ask.
    ask_at = models.DateTimeField(null=True)
    #: What the gateway said, without personal data: its codes, its own number of the transaction.
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="attempt_number_once"),
            models.CheckConstraint(
                name="attempt_reference_shape", condition=Q(reference__regex=r"^[A-Za-z0-9]{1,34}$")
            ),
        ]
        indexes = [models.Index(fields=["ask_at"], name="attempt_to_ask", condition=~Q(ask_at=None))]

    def __str__(self) -> str:
        return self.reference


class Direction(models.TextChoices):
    IN = "in"
    OUT = "out"


class Exchange(models.Model):
    """Nhật ký trao đổi: that a message came or went, its fingerprint and what was answered; nothing of a person."""

    gateway = models.CharField(max_length=20)
    direction = models.CharField(max_length=3, choices=Direction)
    #: In the gateway's own words: IPN, querydr, CONFIRM.
    verb = models.CharField(max_length=20)
    #: What it was about, as far as it could be read.
    reference = models.CharField(max_length=64, blank=True)
    #: SHA-256 of the whole body: in a dispute both sides can show that it was this one.
    digest = models.CharField(max_length=64)
    #: The code that was answered, in the gateway's own table.
    answer = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["reference"], name="exchange_about")]

    def __str__(self) -> str:
        return f"{self.verb} {self.direction} {self.gateway}"
