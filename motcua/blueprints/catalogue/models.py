"""What is published: procedures, their frozen versions, and the codes that lead to them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from motcua.foundation.organisations.models import Agency


class Procedure(models.Model):
    """Thủ tục hành chính: what can be asked for. Everything that changes is in its versions."""

    code = models.CharField(max_length=20, unique=True)
    name = models.TextField()
    short_name = models.CharField(max_length=300)
    sector_code = models.CharField(max_length=30, blank=True)
    sector_name = models.CharField(max_length=200)
    level = models.CharField(max_length=10)
    current_version = models.ForeignKey(
        "ProcedureVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    #: The names without marks: the order of lists, and where a page of them begins.
    name_folded = models.TextField()
    life_events = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        indexes = [GinIndex(fields=["life_events"], name="procedure_by_life_event")]

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """Phiên bản thủ tục đã công bố: frozen. A dossier keeps the version under which it was filed for life."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    #: The whole definition with the option lists and general rules it was published with. A trigger keeps it frozen.
    definition = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} version {self.number}"


class FormerCode(models.Model):
    """Mã cũ, mã địa phương: another code under which people know a procedure. It leads to the present one."""

    code = models.CharField(max_length=20, unique=True)
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="former_codes")
    name = models.TextField(blank=True)
    kind = models.CharField(max_length=20)
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class PaperlessDays(models.Model):
    """Ngày không nhận hồ sơ giấy: by whose decision the paper way of a procedure is closed, on which days and where.

    What the law says about the ways of filing stays in the definition; dossiers in work know nothing of this.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="paperless_days")
    #: The one-stop unit; empty for all of them.
    unit = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    #: Empty while no end is known.
    last_day = models.DateField(null=True, blank=True)
    #: 0 for Monday, as Python counts; none for every day.
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    basis = models.CharField(max_length=120, help_text="Number of the decision or plan")
    note = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: Taken back before its last day: paper is received again from this moment.
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paperless_days_end_after_they_begin",
                condition=models.Q(last_day=None) | models.Q(last_day__gte=models.F("first_day")),
            ),
            models.CheckConstraint(
                name="paperless_days_are_ended_by_somebody",
                condition=models.Q(ended_at=None, ended_by=None)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["procedure", "first_day"], name="paperless_of_procedure")]

    def __str__(self) -> str:
        return f"{self.procedure_id} from {self.first_day}"


class NationalEntry(models.Model):
    """Mục của danh mục quốc gia: a procedure as the national catalogue describes it, found and read but not filed.

    An entry whose code belongs to a procedure of ours changes nothing there: it is a proposal, for a person to settle.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.TextField()
    keywords = models.TextField(blank=True)
    sector_name = models.CharField(max_length=300, blank=True)
    #: As printed: "Cấp Xã", "Cấp Tỉnh", "Cấp Bộ".
    levels = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    agency_name = models.TextField(blank=True)
    #: The answer of the service `LayThuTuc`, as it came.
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    #: What a person decided about this very content, where it differs from a procedure of ours.
    settled_hash = models.CharField(max_length=64, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_note = models.TextField(blank=True)
    #: When the national portal was last asked about it, and since when it lists it no more.
    checked_at = models.DateTimeField(null=True, blank=True, db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class NationalChange(models.Model):
    """Thay đổi của danh mục quốc gia: what a fetch found to be new, otherwise or gone, until a person has seen it."""

    class Kind(models.TextChoices):
        NEW = "new"
        CHANGED = "changed"
        ENDED = "ended"
        BACK = "back"

    entry = models.ForeignKey(NationalEntry, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind)
    #: The answers of `LayThuTuc`; empty where there was none.
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["-found_at", "-id"], name="national_changes_unseen", condition=models.Q(seen_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.entry_id}"


class NationalFetch(models.Model):
    """Lần lấy danh mục quốc gia: what one round asked for and found, and why it ended before its end."""

    begun_at = models.DateTimeField()
    listed = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"fetch of {self.begun_at:%Y-%m-%d}"


class Vocabulary(models.Model):
    """Từ ngữ đời thường: how people speak, as words.yaml was last loaded. One row, or none; the search reads it."""

    content = models.JSONField()
    content_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.content_hash


class LifeEvent(models.Model):
    """Nhóm sự kiện trong đời: how citizens and businesses look for procedures."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    audience = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.key
