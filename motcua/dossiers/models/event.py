from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.rules.lifecycle import Action, Clock, Role, State
from motcua.foundation.calendar.models import CalendarVersion
from motcua.foundation.organisations.models import Agency, Post


class Remark(models.Model):
    """Ghi chú, lý do: free text that people wrote. Erasable by law, so events refer to it by id and salted hash."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField()
    salt = models.CharField(max_length=32)
    written_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"remark {self.pk}"


class DossierEvent(models.Model):
    """Sự kiện: one thing that happened to a dossier. Rows are only ever added; no names and no free text in them."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="events", db_index=False)
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=24, choices=[(a, a) for a in Action])
    from_state = models.CharField(max_length=24, choices=[(s, s) for s in State])
    to_state = models.CharField(max_length=24, choices=[(s, s) for s in State])
    clock = models.CharField(max_length=8, choices=[(c, c) for c in Clock])
    #: When it happened by law, and when we wrote it down (a counter without a line sends later).
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    role = models.CharField(max_length=24, choices=[(r, r) for r in Role])
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    on_behalf_of = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    calendar_version = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    remark = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    remark_hash = models.CharField(max_length=64, blank=True)
    idempotency_key = models.CharField(max_length=255, null=True)  # noqa: DJ001 - unique, so absent is null
    #: Small facts by id and number: the limit that applied, the ground of a stop, the items asked for.
    details = models.JSONField(default=dict)

    class Meta:
        # The only large table: a foreign key has an index here only where somebody looks from its other end.
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="event_number_once"),
            models.UniqueConstraint(
                fields=["idempotency_key"], condition=Q(idempotency_key__isnull=False), name="event_key_once"
            ),
        ]
        indexes = [models.Index(fields=["happened_at"], name="event_by_time")]

    def __str__(self) -> str:
        return f"{self.dossier_id}#{self.number} {self.action}"
