from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models.dossier import Dossier
from motcua.foundation.accounts.sealed import unseal
from motcua.foundation.organisations.models import Agency, Post


class LeaseEnd(models.TextChoices):
    #: The desk said that it needs no more of them.
    GIVEN_BACK = "given_back"
    #: Nobody sent anything for so long that nothing more is to come.
    LAPSED = "lapsed"
    #: The machine is gone; the head said so.
    LOST = "lost"


class NumberLease(models.Model):
    """Dãy số ứng trước: dossier numbers of one agency and day that a counter may give while it has no line.

    They come from the same counter as all others, so no number is ever given twice. What is not used is void, by row.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    #: Where people stand, and whose numbers these are.
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    leased_at = models.DateTimeField()
    #: The key that opens what the counter has sealed: once written down there, only we can read it.
    private_key_sealed = models.BinaryField(editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=10, choices=LeaseEnd, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_ended_lease_says_how", condition=Q(ended_at=None, ended_how="") | Q(ended_at__isnull=False)
            )
        ]
        indexes = [models.Index(fields=["day"], name="lease_open", condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return f"lease {self.pk}"


class LeasedNumber(models.Model):
    """Số ứng trước: one number and the secret printed beside it. Used, void, or still with the counter."""

    lease = models.ForeignKey(NumberLease, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=60, unique=True)
    secret_sealed = models.BinaryField(editable=False)
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lease", "number"], name="leased_number_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def secret(self) -> str:
        return unseal(self.secret_sealed)


class OfflineFlag(models.TextChoices):
    """What the head should look at."""

    #: The counter's clock and ours differ by more than a few minutes.
    CLOCK = "clock"
    #: The number had been declared void; the receipt is honoured all the same.
    WAS_VOID = "was_void"
    #: Two receptions came with one number: the later one got a number of its own.
    NUMBER_TWICE = "number_twice"
    #: The law, counted today, gives another date than the one printed.
    OTHER_DATE = "other_date"
    #: The identity number is known under another name.
    PERSON = "person"


class OfflineReception(models.Model):
    """Tiếp nhận khi mất kết nối: what a counter took in without a line, as it was sent to us afterwards.

    The receipt was given then, so its number, moment and date hold. The dossier is filed when its form is typed.
    """

    #: Chosen by the counter; the same reception sent again is the same row.
    uuid = models.UUIDField(unique=True)
    number = models.OneToOneField(LeasedNumber, on_delete=models.PROTECT, related_name="reception")
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="offline_reception")
    received_at = models.DateTimeField()
    #: As printed; empty where the receipt said that the date would be told later.
    promised_at = models.DateTimeField(null=True, blank=True)
    #: The time limit that the officer chose, by its key in the definition; empty for the default.
    limit = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField()
    #: What the counter wrote down beside the person: papers and their counts, a note. Sealed.
    facts_sealed = models.BinaryField(editable=False)
    flags = models.JSONField(default=list)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="sent_after_it_was_received", condition=Q(sent_at__gte=F("received_at")))
        ]

    def __str__(self) -> str:
        return f"offline {self.number_id}"
