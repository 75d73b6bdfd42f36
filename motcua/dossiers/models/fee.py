from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.work_item import WorkItem
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Post


class DutyKind(models.TextChoices):
    #: Phí, lệ phí of the procedure, known from the answers when the dossier is filed.
    INTAKE = "intake"
    #: Nghĩa vụ tài chính: what another authority, such as the tax office, finds to be due while it is handled.
    FINANCIAL = "financial"


class SettledHow(models.TextChoices):
    TRANSFER = "transfer"
    CASH = "cash"
    POST = "post"
    #: Everything is free, or an officer has granted the exemption from its paper.
    NOTHING_DUE = "nothing_due"
    #: The cashier has seen the treasury's own receipt: paid where we are not told.
    SHOWN_ELSEWHERE = "shown_elsewhere"


class FeeDutyQuerySet(models.QuerySet["FeeDuty"]):
    def asked_for(self) -> "FeeDutyQuerySet":
        """What somebody is to pay: it holds up what waits for the money, and she is reminded of it."""
        return self.filter(settled_at=None, cancelled_at=None, proof="")

    def said_paid(self) -> "FeeDutyQuerySet":
        """Nobody is asked for it, and nobody has seen the money yet."""
        return self.filter(settled_at=None, cancelled_at=None).exclude(proof="")


class FeeDuty(models.Model):
    """Khoản phải nộp: what is owed in a dossier, line by line, each with its clause. Money itself is not kept here.

    What it says is never edited: when another sum is due it is cancelled and a new one takes its place.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="duties", db_index=False)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=DutyKind)
    #: The step that waits for the money, of a financial duty.
    item = models.ForeignKey(WorkItem, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: [{"key", "name", "kind": "phi" | "le_phi" | "tax" | "other", "amount": đồng, "per", "basis", "exemption",
    #: "choice": why this rate and no other}]
    lines = models.JSONField()
    amount = models.PositiveBigIntegerField()
    #: The notice of the authority that found it, such as the tax office's, with its day.
    document = models.CharField(max_length=80, blank=True)
    document_date = models.DateField(null=True)
    #: Where else than to the agency's own account it is paid: {"account", "bank", "name"}, such as the treasury.
    payable_to = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    pay_by = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_how = models.CharField(max_length=16, choices=SettledHow, blank=True)
    #: By which number it is paid elsewhere: of another authority's receipt that was shown to us, or of the payment of
    #: which another system says that it was made there. That alone settles nothing: the money is still to be found.
    proof = models.CharField(max_length=60, blank=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = FeeDutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="duty_number_once"),
            models.CheckConstraint(
                name="settled_says_how",
                condition=Q(settled_at=None, settled_how="") | (Q(settled_at__isnull=False) & ~Q(settled_how="")),
            ),
            models.CheckConstraint(name="settled_or_cancelled", condition=Q(settled_at=None) | Q(cancelled_at=None)),
        ]
        indexes = [
            models.Index(fields=["opened_at"], name="duty_open", condition=Q(settled_at=None, cancelled_at=None))
        ]

    def __str__(self) -> str:
        return f"duty {self.number} of {self.dossier_id}"

    @property
    def is_open(self) -> bool:
        return self.settled_at is None and self.cancelled_at is None

    @property
    def is_asked_for(self) -> bool:
        return self.is_open and not self.proof

    @property
    def is_said_paid(self) -> bool:
        return self.is_open and bool(self.proof)


class FeeExemption(models.Model):
    """Miễn phí, lệ phí: an officer saw the paper by which somebody need not pay, and said so. Rows are only added."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="fee_exemptions", db_index=False)
    #: Keys of the fee and of the exemption in the procedure version.
    fee = models.CharField(max_length=60)
    exemption = models.CharField(max_length=60)
    #: The paper of the dossier that proves it.
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", db_index=False)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    granted_by_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "fee"], name="one_exemption_of_a_fee")]

    def __str__(self) -> str:
        return f"{self.exemption} of {self.fee} in {self.dossier_id}"
