from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.dossiers.rules.lifecycle import WITH_THE_CITIZEN, State
from motcua.foundation.accounts.models import Organisation, Person
from motcua.foundation.accounts.sealed import unseal
from motcua.foundation.calendar.models import CalendarVersion
from motcua.foundation.organisations.models import Agency, Post


class Channel(models.TextChoices):
    """How the dossier reached us (NĐ 118/2025 art. 15)."""

    ONLINE = "online"
    COUNTER = "counter"
    POST = "post"


class Dossier(models.Model):
    """Hồ sơ: one applicant's request under one procedure. Current facts only; the past is in its events.

    The columns below "computed from events" are written by `record` and `rebuild` alone; a trigger refuses a change
    of them that comes without an event.
    """

    #: The address of a draft; a filed dossier is known by its code.
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    #: Given in the transaction in which the system takes the filing; a draft has none.
    code = models.CharField(max_length=60, unique=True, null=True, editable=False)  # noqa: DJ001 - unique, so absent is null
    procedure_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=8, choices=Channel)

    # The people of a dossier. Officers are in its events and work items.
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dossiers_filed")
    applicant_account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dossiers",
        db_index=False,
    )
    holder = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers_held")
    holder_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers_held"
    )
    representative = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers_represented"
    )
    helper_account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dossiers_helped",
        db_index=False,
    )

    receiving_unit = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="dossiers_received", db_index=False
    )
    deciding_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="dossiers_decided", db_index=False
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    #: For lists and search: whose dossier it is, folded, without reading the answers.
    subject_name = models.CharField(max_length=200, blank=True)
    subject_folded = models.CharField(max_length=200, blank=True)
    #: Printed on the receipt, so that a person without an account can follow the dossier.
    tracking_secret_sealed = models.BinaryField(default=b"", editable=False)
    started_at = models.DateTimeField()
    #: Làm thử: filled in to learn how. It can never be filed and is swept after a day.
    is_practice = models.BooleanField(default=False)

    # --- computed from events ---
    state = models.CharField(max_length=24, choices=[(s, s) for s in State], default=State.DRAFT)
    event_count = models.PositiveIntegerField(default=0)
    calendar_version = models.ForeignKey(
        CalendarVersion, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    submitted_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    #: The date that the law gave first: kept for ever beside the adjusted one.
    original_due_at = models.DateTimeField(null=True)
    #: The date as printed on the last slip that names one.
    promised_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    supplement_rounds = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_code_from_filing_on",
                condition=Q(state=State.DRAFT, code=None) | (~Q(state=State.DRAFT) & Q(code__isnull=False)),
            ),
            models.CheckConstraint(
                name="practice_is_never_filed", condition=Q(is_practice=False) | Q(state=State.DRAFT)
            ),
            models.CheckConstraint(
                name="accepted_dossiers_have_a_first_date",
                condition=Q(accepted_at=None) | Q(original_due_at__isnull=False),
            ),
        ]
        indexes = [
            # The list "to receive" of a one-stop unit, oldest first, paged by key.
            models.Index(fields=["receiving_unit", "state", "submitted_at", "id"], name="dossier_to_receive"),
            # The list of those that wait for the citizen, at the agency that decides.
            models.Index(
                fields=["deciding_agency", "submitted_at", "id"],
                name="dossier_waiting",
                condition=Q(state__in=WITH_THE_CITIZEN),
            ),
            models.Index(fields=["applicant_account", "-started_at"], name="dossier_of_account"),
            models.Index(
                fields=["due_at"], name="dossier_due", condition=Q(state__in=[State.IN_PROGRESS, State.DECIDED])
            ),
            # What is due soon or overdue, at the agency that decides and at the unit that promised the date.
            models.Index(
                fields=["deciding_agency", "due_at", "id"],
                name="dossier_due_at_agency",
                condition=Q(state__in=[State.IN_PROGRESS, State.DECIDED]),
            ),
            models.Index(
                fields=["receiving_unit", "due_at", "id"],
                name="dossier_due_at_unit",
                condition=Q(state__in=[State.IN_PROGRESS, State.DECIDED]),
            ),
            # Search: any word of the name, and the newest of an agency where a name is common.
            GinIndex(SearchVector("subject_folded", config="simple"), name="dossier_by_words"),
            models.Index(fields=["deciding_agency", "-submitted_at", "-id"], name="dossier_newest_decided"),
            models.Index(fields=["receiving_unit", "-submitted_at", "-id"], name="dossier_newest_received"),
            # Few are drafts: those that lie untouched are found among these alone.
            models.Index(fields=["procedure_version"], name="dossier_drafts", condition=Q(state=State.DRAFT)),
        ]

    def __str__(self) -> str:
        return self.code or f"draft {self.pk}"

    @property
    def tracking_secret(self) -> str:
        return unseal(self.tracking_secret_sealed)


class Answers(models.Model):
    """Nội dung khai: what was filled in, as it stands now. `revision` counts saves, so that two devices notice."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="answers", primary_key=True)
    data = models.JSONField(default=dict)
    #: Where a value that nobody typed came from: {field key: {"from": "profile" | "dossier" | "card" | "register",
    #: "of": words that name it, such as a dossier code}}. Typing another value takes the entry away.
    sources = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    #: The field last worked on and the time spent, for the page that shows where people give up.
    last_field = models.CharField(max_length=60, blank=True)
    active_seconds = models.PositiveIntegerField(default=0)
    #: When the person was told that the draft will be thrown away.
    expiry_told_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"answers of {self.dossier_id}"


class Filing(models.Model):
    """Lần nộp: exactly what was filed at one moment, never edited. The first one, and one per completion."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="filings", db_index=False)
    number = models.PositiveSmallIntegerField()
    #: Chosen by the browser or the other system; the same key again is the same filing.
    idempotency_key = models.CharField(max_length=255)
    #: SHA-256 of the answers and papers, so that the same key with another content is noticed.
    fingerprint = models.CharField(max_length=64)
    answers = models.JSONField()
    #: [{"item": key, "name": text, "file": uuid, "size": bytes, "sha256": hex}], with "reused": {"archive": uuid,
    #: "origin", "dossier", "number", "result_code"} where the paper was taken from the owner's archive.
    papers = models.JSONField()
    filed_at = models.DateTimeField()
    by_post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="filing_number_once"),
            models.UniqueConstraint(fields=["idempotency_key"], name="filing_key_once"),
        ]

    def __str__(self) -> str:
        return f"filing {self.number} of {self.dossier_id}"


class CodeCounter(models.Model):
    """The last daily number given at an agency. One row per agency and day, locked for the length of a filing."""

    agency_code = models.CharField(max_length=35)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_code", "day"], name="one_counter_per_agency_and_day")]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.day}: {self.last}"
