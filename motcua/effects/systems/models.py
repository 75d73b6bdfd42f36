"""Another system, its keys and every use of them; what it filed; the answers it was given; what it wants to hear."""

from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.dossiers.models import Dossier
from motcua.foundation.accounts.sealed import unseal
from motcua.foundation.organisations.models import Agency


class Scope(models.TextChoices):
    """What a key opens. Whatever is not named stays shut."""

    CATALOGUE = "catalogue"
    FILING = "filing"
    DOSSIERS = "dossiers"
    RESULTS = "results"
    FIGURES = "figures"
    SUBSCRIPTIONS = "subscriptions"


class ConnectedSystem(models.Model):
    """Hệ thống được kết nối: a program of somebody else that comes in by our own door."""

    name = models.CharField(max_length=120, unique=True)
    #: Whom to call when it misbehaves: an office, not a person's private number.
    contact = models.CharField(max_length=200)
    #: The agency it acts for.
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: Beside what it filed itself, it may read what that agency receives or decides.
    reads_agency = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reads_only_an_agency_that_is_named", condition=Q(reads_agency=False) | Q(agency__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"system {self.pk}"


class SystemKeyQuerySet(models.QuerySet["SystemKey"]):
    def valid(self, at: datetime) -> Self:
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=at), valid_from__lte=at, withdrawn_at=None)


class SystemKey(models.Model):
    """Khóa: by which a system is known. The secret was shown once; here is only what it hashes to."""

    system = models.ForeignKey(ConnectedSystem, on_delete=models.PROTECT, related_name="keys")
    #: The part that is no secret, by which the row is found.
    name = models.CharField(max_length=16, unique=True)
    secret_sha256 = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    per_minute = models.PositiveIntegerField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = SystemKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_key_opens_at_least_once_a_minute", condition=Q(per_minute__gt=0)),
            models.CheckConstraint(
                name="a_key_begins_before_it_ends", condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"key {self.name}"


class KeyAllowance(models.Model):
    """Hạn mức: how many more requests a key may make now. It fills again with time; one row, one statement."""

    key = models.OneToOneField(SystemKey, on_delete=models.CASCADE, primary_key=True, related_name="allowance")
    left = models.FloatField()
    filled_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"allowance of key {self.key_id}"


class SystemUse(models.Model):
    """Lượt gọi: which key asked for what, and what it was answered. Only ever added, and nothing of the content."""

    key = models.ForeignKey(SystemKey, on_delete=models.PROTECT, related_name="uses", db_index=False)
    operation = models.CharField(max_length=40)
    dossier_id = models.BigIntegerField(null=True, db_index=True)
    status = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "-at"], name="use_of_key")]

    def __str__(self) -> str:
        return f"use {self.pk} of key {self.key_id}"


class SystemDossier(models.Model):
    """Hồ sơ do hệ thống nộp: which system began which dossier on behalf of its applicant."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, primary_key=True, related_name="from_system")
    system = models.ForeignKey(ConnectedSystem, on_delete=models.PROTECT, related_name="dossiers")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"dossier {self.dossier_id} of system {self.system_id}"


class KeptAnswer(models.Model):
    """Câu trả lời đã giữ: the same request again gets the same answer, and nothing is done twice."""

    system = models.ForeignKey(ConnectedSystem, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=255)
    #: SHA-256 of the operation, its address and its body.
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    #: The answer may hold a secret for tracking: {"body", "location"}.
    answer_sealed = models.BinaryField(default=b"", editable=False)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return f"kept answer {self.pk}"


class Subscription(models.Model):
    """Đăng ký nhận tin: where a system wants to be told, and of what."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    system = models.ForeignKey(ConnectedSystem, on_delete=models.PROTECT, related_name="subscriptions")
    url = models.URLField(max_length=500)
    events = models.JSONField()
    #: Signs what we send; shown once, and needed again at each delivery.
    secret_sealed = models.BinaryField(editable=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    @property
    def secret(self) -> str:
        return unseal(self.secret_sealed)


class Standing(models.TextChoices):
    """How far a delivery has come."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    #: Nobody took it for three days, or nobody wants it any more: it waits for a person.
    DEAD = "dead"


class Trouble(models.TextChoices):
    """Why the last try came to nothing."""

    NONE = ""
    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    NOT_REACHED = "not_reached"
    NO_ANSWER = "no_answer"
    NOT_TAKEN = "not_taken"
    ENDED = "ended"


class Delivery(models.Model):
    """Tin gửi đi: one thing that happened, for one subscription. Kept in the transaction in which it became known."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    #: What it tells of, such as "event 17"; told once to each subscription.
    cause = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    dossier_code = models.CharField(max_length=60, blank=True)
    happened_at = models.DateTimeField()
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.WAITING)
    trouble = models.CharField(max_length=20, choices=Trouble, blank=True, default=Trouble.NONE)
    #: What the other side answered last; none where it did not.
    last_status = models.PositiveSmallIntegerField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    first_tried_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField()
    #: When a job was last queued for it.
    woken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "cause"], name="delivered_once_each")]
        indexes = [
            models.Index(fields=["next_at"], name="deliveries_that_wait", condition=Q(standing="waiting")),
            models.Index(fields=["subscription", "-made_at"], name="deliveries_of_subscription"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    @property
    def told(self) -> dict[str, Any]:
        """Codes and moments, and nothing of anybody: whoever may know more asks with its key."""
        return {
            "id": str(self.pk),
            "type": self.kind,
            "happened_at": self.happened_at.isoformat(),
            "dossier": self.dossier_code,
        }
