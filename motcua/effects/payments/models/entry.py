from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.effects.payments.models.attempt import Attempt
from motcua.effects.payments.models.order import PaymentOrder
from motcua.foundation.organisations.models import Agency, Post

DONG = "VND"


class Means(models.TextChoices):
    BANK = "bank"
    WALLET = "wallet"
    CASH = "cash"
    POST = "post"


class EntryKind(models.TextChoices):
    #: Money came in.
    RECEIVED = "received"
    #: Money that lay unmatched now pays an order: two people said so.
    ASSIGNED = "assigned"
    #: We gave it back.
    REFUNDED = "refunded"
    #: The gateway took it back.
    REVERSED = "reversed"


class MoneyEntry(models.Model):
    """Dòng trong sổ tiền: one movement of money, by whatever way. Only ever added; the database refuses to rewrite it.

    What came in: the sum of RECEIVED. What is still here: less REFUNDED and REVERSED. ASSIGNED moves nothing in or out.
    """

    kind = models.CharField(max_length=8, choices=EntryKind)
    gateway = models.CharField(max_length=20)
    #: How the gateway calls this movement.
    transaction = models.CharField(max_length=64)
    means = models.CharField(max_length=6, choices=Means)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, default=DONG)
    #: The order that it names, if it names one.
    order = models.ForeignKey(PaymentOrder, null=True, on_delete=models.PROTECT, related_name="entries")
    attempt = models.ForeignKey(Attempt, null=True, on_delete=models.PROTECT, related_name="entries", db_index=False)
    #: Whether it pays that order. What does not is on the list of unmatched money.
    credited = models.BooleanField()
    #: What came in, of which this is assigned, given or taken back.
    of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    paid_at = models.DateTimeField()
    at = models.DateTimeField()
    #: Cash: at which counter, by whom, on which day of its book, and what was handed over.
    unit = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField(null=True)
    given = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [
            # The promise of this table: a message that comes ten times is money that came once.
            models.UniqueConstraint(fields=["gateway", "transaction", "kind"], name="money_once"),
            models.CheckConstraint(name="money_is_some", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="parts_are_of_something",
                condition=Q(kind=EntryKind.RECEIVED, of=None) | (~Q(kind=EntryKind.RECEIVED) & Q(of__isnull=False)),
            ),
            models.CheckConstraint(name="credited_to_an_order", condition=Q(credited=False) | Q(order__isnull=False)),
            models.CheckConstraint(
                name="cash_has_its_counter",
                condition=~Q(means=Means.CASH)
                | Q(kind=EntryKind.ASSIGNED)
                | Q(unit__isnull=False, post__isnull=False, account__isnull=False, day__isnull=False),
            ),
            models.CheckConstraint(name="given_is_enough", condition=Q(given=None) | Q(given__gte=F("amount"))),
        ]
        indexes = [
            models.Index(fields=["unit", "day"], name="money_of_a_counter", condition=~Q(unit=None)),
            models.Index(fields=["gateway", "paid_at"], name="money_of_a_gateway"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.gateway} {self.transaction}"

    @property
    def change(self) -> int:
        """Tiền thối lại."""
        return (self.given or self.amount) - self.amount
