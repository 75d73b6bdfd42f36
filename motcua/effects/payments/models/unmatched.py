from django.db import models
from django.db.models import Q

from motcua.effects.payments.models.entry import MoneyEntry
from motcua.effects.payments.models.order import PaymentOrder


class UnmatchedGround(models.TextChoices):
    UNKNOWN_ORDER = "unknown_order"
    WRONG_AMOUNT = "wrong_amount"
    WRONG_CURRENCY = "wrong_currency"
    #: Other money has paid it.
    ORDER_PAID = "order_paid"
    #: The sum is no longer asked for, or was settled where we are not told.
    ORDER_CLOSED = "order_closed"
    #: The gateway took back what had been credited.
    REVERSED = "reversed"


class UnmatchedMoney(models.Model):
    """Tiền chưa khớp: money that came in and pays nothing yet, until two people have said where it goes."""

    entry = models.OneToOneField(MoneyEntry, on_delete=models.PROTECT, related_name="unmatched")
    ground = models.CharField(max_length=16, choices=UnmatchedGround)
    #: The order that it spoke of.
    order = models.ForeignKey(PaymentOrder, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    noted_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["noted_at"], name="unmatched_open", condition=Q(settled_at=None))]

    def __str__(self) -> str:
        return f"{self.ground} of entry {self.entry_id}"
