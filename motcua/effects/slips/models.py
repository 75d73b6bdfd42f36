from django.db import models
from django.db.models import Q

from motcua.dossiers.models import Dossier, DossierEvent
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Agency


class SlipKind(models.TextChoices):
    """The papers of annex I of Circular 03/2025/TT-VPCP that are made so far."""

    RECEIPT = "receipt"
    COMPLETION_REQUEST = "completion_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"


class Slip(models.Model):
    """Phiếu, giấy: one printed paper as it was issued. It is never made again; what is shown later is this file."""

    kind = models.CharField(max_length=20, choices=SlipKind)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="slips")
    event = models.ForeignKey(DossierEvent, on_delete=models.PROTECT, related_name="slips")
    #: Who numbers it: the one-stop unit, or the agency that signs.
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    layout = models.CharField(max_length=60)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="slip")
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "kind"], name="one_slip_of_a_kind_per_event"),
            models.UniqueConstraint(fields=["unit", "kind", "year", "number"], name="slip_number_once"),
            models.CheckConstraint(name="slip_numbers_begin_at_one", condition=Q(number__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}/{self.year}"


class SlipCounter(models.Model):
    """The last number given to a kind of slip at a unit in a year."""

    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=SlipKind)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "year"], name="one_slip_counter_per_unit_kind_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.year}: {self.last}"
