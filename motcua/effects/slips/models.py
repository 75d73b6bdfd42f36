from django.db import models
from django.db.models import Q

from motcua.dossiers.models import Dossier, DossierEvent
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Agency, Post


class SlipKind(models.TextChoices):
    """The papers about one dossier in annex I of Circular 03/2025/TT-VPCP. The seventh is a book: see `Register`."""

    RECEIPT = "receipt"
    COMPLETION_REQUEST = "completion_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP_NOTICE = "stop_notice"
    CONTROL_SHEET = "control_sheet"


class SlipQuerySet(models.QuerySet["Slip"]):
    def for_citizens(self) -> "SlipQuerySet":
        """The control sheet goes from desk to desk and stays in the office."""
        return self.exclude(kind=SlipKind.CONTROL_SHEET)


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

    objects = SlipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "kind"], name="one_slip_of_a_kind_per_event"),
            models.UniqueConstraint(fields=["unit", "kind", "year", "number"], name="slip_number_once"),
            models.CheckConstraint(name="slip_numbers_begin_at_one", condition=Q(number__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}/{self.year}"


class RegisterBook(models.Model):
    """Sổ theo dõi hồ sơ (Mẫu 07) of a one-stop unit and year, numbered from 1. Once closed nothing is added to it."""

    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: The whole book as it was when it was closed.
    file = models.OneToOneField(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="register_book"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_register_per_unit_and_year"),
            models.CheckConstraint(
                name="a_closed_register_is_kept_as_a_file",
                condition=Q(closed_at=None, closed_by=None, file=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, file__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"register {self.unit_id}/{self.year}"


class RegisterEntry(models.Model):
    """Dòng trong sổ: an accepted dossier and its number in the book. Rows are only ever added."""

    book = models.ForeignKey(RegisterBook, on_delete=models.PROTECT, related_name="entries", db_index=False)
    number = models.PositiveIntegerField()
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="register_entry")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="register_number_once")]

    def __str__(self) -> str:
        return f"{self.number} in {self.book_id}"


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
