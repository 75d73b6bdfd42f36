from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.effects.payments.models.entry import MoneyEntry
from motcua.effects.payments.models.order import PaymentOrder
from motcua.foundation.organisations.models import Post


class CorrectionKind(models.TextChoices):
    ASSIGN = "assign"
    REFUND = "refund"
    #: Nothing moves: somebody has looked into it, such as into money that the gateway took back.
    NOTE = "note"


class RefundWay(models.TextChoices):
    GATEWAY = "gateway"
    TRANSFER = "transfer"
    CASH = "cash"


class CorrectionState(models.TextChoices):
    ASKED = "asked"
    #: Agreed by the second; of a refund: the money is on its way.
    AGREED = "agreed"
    DONE = "done"
    TURNED_DOWN = "turned_down"
    #: The gateway does not do it: another way has to be asked for.
    FAILED = "failed"


class Correction(models.Model):
    """Xử lý tiền: what one officer asks to be done with money that came in, and another agrees to."""

    kind = models.CharField(max_length=6, choices=CorrectionKind)
    entry = models.ForeignKey(MoneyEntry, on_delete=models.PROTECT, related_name="corrections")
    amount = models.PositiveBigIntegerField()
    #: ASSIGN: which order it is to pay.
    order = models.ForeignKey(PaymentOrder, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: REFUND: how it goes back.
    way = models.CharField(max_length=8, choices=RefundWay, blank=True)
    reason = models.CharField(max_length=500)
    #: Sealed: account, bank and name of whoever gets a transfer back.
    to_sealed = models.BinaryField(default=b"", editable=False)
    state = models.CharField(max_length=12, choices=CorrectionState, default=CorrectionState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    second_post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    second_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    #: How the gateway or bank calls the money that went back.
    transaction = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            # Nobody agrees with herself.
            models.CheckConstraint(name="two_people", condition=Q(second_by=None) | ~Q(second_by=F("asked_by"))),
            models.CheckConstraint(
                name="nothing_moves_before_the_second",
                condition=Q(state="asked", second_by=None) | (~Q(state="asked") & Q(second_by__isnull=False)),
            ),
            models.CheckConstraint(name="assigned_to_an_order", condition=~Q(kind="assign") | Q(order__isnull=False)),
            models.CheckConstraint(name="refund_has_its_way", condition=Q(kind="refund") ^ Q(way="")),
            models.CheckConstraint(name="correction_is_of_some", condition=Q(amount__gt=0)),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state__in=["asked", "agreed"]), name="one_open_correction_of_an_entry"
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], name="correction_open", condition=Q(state__in=["asked", "agreed"]))
        ]

    def __str__(self) -> str:
        return f"{self.kind} of entry {self.entry_id}"
