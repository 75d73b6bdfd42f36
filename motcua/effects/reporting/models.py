"""What is counted of dossiers. Everything here can be computed anew from their events; nobody writes it by hand."""

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from motcua.blueprints.catalogue.models import Procedure
from motcua.dossiers.models import Channel, Dossier
from motcua.foundation.calendar.models import CalendarVersion
from motcua.foundation.organisations.models import Agency, Post


class EndedHow(models.TextChoices):
    RESULT = "result"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class Timeliness(models.TextChoices):
    """By the day and not the minute: a result on the day of the appointment is on time (Biểu 06/VPCP/KSTT)."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class Grain(models.TextChoices):
    """The lengths into which a period is cut, so that any report reads few rows."""

    DAY = "d"
    MONTH = "m"
    YEAR = "y"


def _has(column: str) -> Q:
    return Q(**{f"{column}__isnull": False})


def _days(first: str, until: F | Coalesce) -> Func:
    """The same as `measures.STANDING` asks for. Without an end where the end comes before the beginning."""
    return Func(F(first), Case(When(GreaterThanOrEqual(until, F(first)), then=until)), function="daterange")


class DossierFact(models.Model):
    """Số liệu của hồ sơ: one row for each filed dossier. Days are legal days: reports count days."""

    dossier = models.OneToOneField(
        Dossier, on_delete=models.DO_NOTHING, primary_key=True, related_name="fact", db_constraint=False
    )
    code = models.CharField(max_length=60)
    #: How many events it was read from: fewer than the dossier has means that it is behind.
    event_count = models.PositiveIntegerField()

    # --- the dimensions ---
    #: Which agency decides, and which one-stop unit received it.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    service_level = models.CharField(max_length=12)
    channel = models.CharField(max_length=8, choices=Channel)
    #: Who took it in, who first asked for a supplement, and who ended it: the one who decided, where there is a result.
    accepted_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    asked_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    ended_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    # --- what happened, and when ---
    state = models.CharField(max_length=24)
    submitted_on = models.DateField()
    received_on = models.DateField(null=True)
    asked_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    #: The appointment as it stands (empty while the clock stands), and the first one that was given.
    due_on = models.DateField(null=True)
    first_due_on = models.DateField(null=True)
    #: The first day on which it was, or will be, past due; never, where it ended in time.
    past_due_on = models.DateField(null=True)
    #: The same as the national index counts (QĐ 766/QĐ-TTg): see `dossiers/rules/index_reading`.
    index_late_on = models.DateField(null=True)
    ended_how = models.CharField(max_length=12, choices=EndedHow, blank=True)
    timeliness = models.CharField(max_length=8, choices=Timeliness, blank=True)
    #: Working days in which the clock ran, and days of the calendar from filing to the end.
    working_days = models.PositiveIntegerField(null=True)
    elapsed_days = models.PositiveIntegerField(null=True)
    #: Requests before and after acceptance, as the national index counts them.
    requests = models.PositiveSmallIntegerField()
    supplement_rounds = models.PositiveSmallIntegerField()
    delivered_by_post = models.BooleanField()

    # --- for the indicators of QĐ 766/QĐ-TTg ---
    returns_paper = models.BooleanField()
    electronic_result = models.BooleanField()
    digitised_papers = models.BooleanField()
    reused_papers = models.BooleanField()
    has_fee = models.BooleanField()
    paid_online = models.BooleanField()
    identity_verified = models.BooleanField()
    #: The national portal has it.
    known_there = models.BooleanField()

    # --- so that no rate can be dressed up ---
    returned_before_due = models.BooleanField()
    asked_before_due = models.BooleanField()
    received_again = models.BooleanField()
    date_edited = models.BooleanField()
    paused_without_ground = models.BooleanField()
    finished_without_result = models.BooleanField()
    closed_by_desk = models.BooleanField()

    class Meta:
        indexes = [
            # Every number opens into its dossiers, by the day and the agency at which they were counted.
            models.Index(fields=["submitted_on", "agency", "dossier"], name="fact_filed"),
            models.Index(fields=["received_on", "agency", "dossier"], name="fact_received"),
            models.Index(fields=["ended_on", "agency", "dossier"], name="fact_ended"),
            models.Index(fields=["asked_on", "agency", "dossier"], name="fact_asked", condition=_has("asked_on")),
            models.Index(
                fields=["past_due_on", "agency", "dossier"], name="fact_fell_past", condition=_has("past_due_on")
            ),
            models.Index(
                fields=["index_late_on", "agency", "dossier"], name="fact_fell_late", condition=_has("index_late_on")
            ),
            models.Index(
                fields=["delivered_on", "agency", "dossier"], name="fact_delivered", condition=_has("delivered_on")
            ),
            # What was open on any day, of all that ever was: the days of each as one range.
            GistIndex(_days("received_on", F("ended_on")), name="fact_open_days", condition=_has("received_on")),
            GistIndex(_days("submitted_on", Coalesce("received_on", "ended_on")), name="fact_waiting_days"),
        ]

    def __str__(self) -> str:
        return self.code


class Counted(models.Model):
    """The counters of a cell. Nothing to count is null, which takes no room. Each is explained in `measures.py`."""

    filed = models.IntegerField(null=True)
    received = models.IntegerField(null=True)
    received_again = models.IntegerField(null=True)
    online_with_result = models.IntegerField(null=True)
    returning_paper = models.IntegerField(null=True)
    electronic_results = models.IntegerField(null=True)
    with_fee = models.IntegerField(null=True)
    paid_online = models.IntegerField(null=True)
    digitised = models.IntegerField(null=True)
    reused = models.IntegerField(null=True)
    identity_verified = models.IntegerField(null=True)
    synchronised = models.IntegerField(null=True)
    not_synchronised = models.IntegerField(null=True)
    asked = models.IntegerField(null=True)
    asked_before_due = models.IntegerField(null=True)
    early = models.IntegerField(null=True)
    on_time = models.IntegerField(null=True)
    late = models.IntegerField(null=True)
    withdrawn = models.IntegerField(null=True)
    stopped = models.IntegerField(null=True)
    refused_at_desk = models.IntegerField(null=True)
    withdrawn_at_desk = models.IntegerField(null=True)
    stopped_at_desk = models.IntegerField(null=True)
    working_days = models.IntegerField(null=True)
    elapsed_days = models.IntegerField(null=True)
    with_supplement = models.IntegerField(null=True)
    supplement_rounds = models.IntegerField(null=True)
    returned_before_due = models.IntegerField(null=True)
    date_edited = models.IntegerField(null=True)
    paused_without_ground = models.IntegerField(null=True)
    finished_without_result = models.IntegerField(null=True)
    closed_by_desk = models.IntegerField(null=True)
    fell_past_due = models.IntegerField(null=True)
    ended_past_due = models.IntegerField(null=True)
    fell_index_late = models.IntegerField(null=True)
    ended_index_late = models.IntegerField(null=True)
    delivered = models.IntegerField(null=True)
    delivered_by_post = models.IntegerField(null=True)

    class Meta:
        abstract = True


class Tally(Counted):
    """Số cộng dồn: what was counted in a day, a month or a year, in one cell.

    Four kinds of cell: of an agency and a procedure; of all procedures of an agency; of a procedure at all agencies;
    and of one officer (nothing but the post). Kept by differences, together with the facts.
    """

    grain = models.CharField(max_length=1, choices=Grain)
    #: The first day of what is counted.
    starts_on = models.DateField()
    agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    procedure = models.ForeignKey(
        Procedure, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    service_level = models.CharField(max_length=12)
    channel = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grain", "starts_on", "agency", "procedure", "post", "service_level", "channel"],
                name="a_cell_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "grain", "starts_on"],
                name="tally_at_agency",
                condition=Q(agency__isnull=False, procedure__isnull=False),
            ),
            models.Index(
                fields=["procedure", "grain", "starts_on"],
                name="tally_of_procedure",
                condition=Q(agency__isnull=False, procedure__isnull=False),
            ),
            models.Index(
                fields=["grain", "starts_on"],
                name="tally_of_agencies",
                condition=Q(agency__isnull=False, procedure=None),
            ),
            models.Index(
                fields=["grain", "starts_on"],
                name="tally_of_procedures",
                condition=Q(agency=None, procedure__isnull=False),
            ),
            models.Index(fields=["post", "grain", "starts_on"], name="tally_of_post", condition=Q(post__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.grain} {self.starts_on}"


class DurationTally(models.Model):
    """Phân bố thời gian giải quyết: how many results took so many working days, for medians that cannot be added."""

    grain = models.CharField(max_length=1, choices=Grain)
    starts_on = models.DateField()
    agency = models.ForeignKey(
        Agency, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    procedure = models.ForeignKey(
        Procedure, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    channel = models.CharField(max_length=8)
    working_days = models.PositiveIntegerField()
    dossiers = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grain", "starts_on", "agency", "procedure", "channel", "working_days"],
                name="a_duration_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "grain", "starts_on"],
                name="duration_at_agency",
                condition=Q(agency__isnull=False, procedure__isnull=False),
            ),
            models.Index(
                fields=["grain", "starts_on"],
                name="duration_of_agencies",
                condition=Q(agency__isnull=False, procedure=None),
            ),
            models.Index(
                fields=["grain", "starts_on"],
                name="duration_of_procedures",
                condition=Q(agency=None, procedure__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grain} {self.starts_on} {self.working_days}"


class WorkedDay(models.Model):
    """Số thứ tự ngày làm việc: how many working days there were up to a day, by one version of the calendar.

    The difference of two of them counts the working days between, which a query can do for millions.
    """

    calendar_version = models.ForeignKey(CalendarVersion, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar_version", "day"], name="a_worked_day_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.number}"


class Rebuilding(models.Model):
    """Lần dựng lại số liệu: how far a rebuild has come, so that it goes on where it was interrupted."""

    started_at = models.DateTimeField()
    #: Dossiers with a lower number are done.
    next_dossier = models.BigIntegerField(default=0)
    dossiers = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_rebuild_ends_after_it_begins",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
            models.UniqueConstraint(
                fields=["ended_at"],
                nulls_distinct=False,
                name="one_rebuild_at_a_time",
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"rebuild of {self.started_at:%Y-%m-%d}"


# What reports keep stands in a file of its own; Django looks for models here.
from motcua.effects.reporting import report_models as report_models  # noqa: E402, PLC0414
