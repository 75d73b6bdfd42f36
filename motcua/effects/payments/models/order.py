from datetime import date

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models import FeeDuty
from motcua.foundation.organisations.models import Agency


class PayeeAccountQuerySet(models.QuerySet["PayeeAccount"]):
    def open_on(self, day: date) -> "PayeeAccountQuerySet":
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class PayeeAccount(models.Model):
    """Tài khoản thụ hưởng: where the money of one agency is to arrive, between dates."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="payee_accounts")
    #: Bank identification number of NAPAS: six digits.
    bank_bin = models.CharField(max_length=6)
    bank_name = models.CharField(max_length=120)
    account = models.CharField(max_length=19)
    #: As the bank writes it: capital letters without marks.
    name = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = PayeeAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="payee_bin_shape", condition=Q(bank_bin__regex=r"^[0-9]{6}$")),
            models.CheckConstraint(name="payee_account_shape", condition=Q(account__regex=r"^[A-Z0-9]{4,19}$")),
            models.CheckConstraint(
                name="payee_ends_after_it_begins", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
            models.UniqueConstraint(fields=["agency"], condition=Q(valid_to=None), name="one_open_account_per_agency"),
        ]

    def __str__(self) -> str:
        return f"account of agency {self.agency_id}"


class PaymentOrder(models.Model):
    """Lệnh thu: one for each duty, made when somebody first wants to pay it. Its code names it in transfers."""

    duty = models.OneToOneField(FeeDuty, on_delete=models.PROTECT, related_name="order")
    #: Capital letters and digits, the last two of them a check: see `rules/order_codes.py`.
    code = models.CharField(max_length=19, unique=True)
    amount = models.PositiveBigIntegerField()
    #: Where it is to arrive, as it stood when the order was made: {"bank_bin", "bank_name", "account", "name"}.
    payee = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="order_code_shape", condition=Q(code__regex=r"^[A-Z0-9]{6,19}$")),
            models.CheckConstraint(name="order_asks_for_something", condition=Q(amount__gt=0)),
        ]
        indexes = [models.Index(fields=["created_at"], name="order_unpaid", condition=Q(paid_at=None))]

    def __str__(self) -> str:
        return self.code
