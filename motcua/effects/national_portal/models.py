"""The ledger of what we tell the national portal. What was said is not kept here, only its hash: it is read again from
the dossier, as it was at the event that the message is about.
"""

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models import Dossier, DossierEvent
from motcua.effects.national_portal.arrival_models import (
    Arrival,
    ArrivedMessage,
    ArrivedPaper,
    CentralDossier,
    FiledThere,
)
from motcua.effects.national_portal.later_models import PaidThere, PapersAskedAgain
from motcua.foundation.organisations.models import Agency

__all__ = [
    "Arrival",
    "ArrivedMessage",
    "ArrivedPaper",
    "CentralDossier",
    "FiledThere",
    "PaidThere",
    "PapersAskedAgain",
]


class Operation(models.TextChoices):
    """The portal's services that we call, by what they carry."""

    #: DongBoHoSoMC: the whole dossier as it was after the event.
    DOSSIER = "dossier"
    #: DongBoTrangThaiHoSo: the answer to a dossier that was filed there.
    ANSWER = "answer"
    #: CapNhatTienDoHoSoMC: one line of progress.
    PROGRESS = "progress"


class Stage(models.TextChoices):
    QUEUED = "queued"
    #: It left, and no answer came: it may have arrived.
    SENT = "sent"
    ACCEPTED = "accepted"
    #: The portal said no; tried again until patience ends.
    REFUSED = "refused"
    #: Said no too often: a person looks at it, and the dossier's next messages go on.
    SET_ASIDE = "set_aside"
    #: Set aside once, and a later whole dossier that the portal accepted says all it said.
    COVERED = "covered"


#: Still to be told, in order.
WAITING = (Stage.QUEUED, Stage.SENT, Stage.REFUSED)


class Standing(models.Model):
    """How one dossier stands with the portal. Its row is the lock under which the dossier's messages are numbered."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="portal_standing", primary_key=True)
    last_sequence = models.PositiveIntegerField(default=0)
    #: The portal has it: what comes next is an update.
    known_since = models.DateTimeField(null=True)
    #: A sum was paid through the portal's own payment platform.
    paid_there = models.BooleanField(default=False)
    compared_at = models.DateTimeField(null=True)
    #: Fields that differed when both sides were last compared.
    differing = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="differs_at_the_portal", condition=Q(differing__gt=0))]

    def __str__(self) -> str:
        return f"standing of {self.dossier_id}"


class Message(models.Model):
    """Bản tin gửi Cổng Dịch vụ công quốc gia: one message about one dossier, in the order of its events."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="portal_messages", db_index=False)
    sequence = models.PositiveIntegerField()
    operation = models.CharField(max_length=12, choices=Operation)
    #: The event after which the dossier looked as the message says.
    event = models.ForeignKey(DossierEvent, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: What brought it about, once: the event's number, a paid sum, a comparison.
    cause = models.CharField(max_length=40)
    #: Which generation of the wire, and which dated code maps, it was written with.
    version = models.CharField(max_length=8)
    code_map = models.CharField(max_length=40)
    content_hash = models.CharField(max_length=64, blank=True)
    #: Fields that were longer than the wire takes.
    cut = models.JSONField(default=list)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: Attempts that the portal answered with no.
    refusals = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    #: It says what was so at this moment, however late it leaves.
    as_of = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    #: The portal's words with whatever looks like a person's number or name of a file made unreadable.
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "sequence"], name="portal_message_in_order"),
            models.UniqueConstraint(fields=["dossier", "operation", "cause"], name="portal_message_once"),
            models.CheckConstraint(
                name="only_the_accepted_have_a_moment",
                condition=Q(stage=Stage.ACCEPTED, accepted_at__isnull=False)
                | (~Q(stage=Stage.ACCEPTED) & Q(accepted_at=None)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["dossier", "sequence"],
                name="portal_messages_waiting",
                condition=Q(stage__in=("queued", "sent", "refused")),
            ),
            models.Index(F("as_of").desc(), F("id").desc(), name="portal_messages_newest"),
            models.Index(fields=["id"], name="portal_messages_aside", condition=Q(stage="set_aside")),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.sequence} of {self.dossier_id}"


class Difference(models.Model):
    """Chỗ lệch: a field that says one thing here and another there. Both are masked where they name a person."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="portal_differences", db_index=False)
    #: The portal's name of the field; `MaHoSo` alone: it does not know the dossier at all.
    field = models.CharField(max_length=60)
    ours = models.CharField(max_length=200, blank=True)
    theirs = models.CharField(max_length=200, blank=True)
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "field"], condition=Q(ended_at=None), name="one_open_difference_of_a_field"
            )
        ]
        indexes = [models.Index(fields=["found_at", "id"], name="portal_differences_open", condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return f"{self.field} of {self.dossier_id}"


class RatingTotal(models.Model):
    """Tổng đánh giá của một tháng: how satisfied people were with one agency. Of which dossiers nobody knows."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    accepted_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "month"], name="a_month_of_ratings_is_told_once")]

    def __str__(self) -> str:
        return f"ratings of {self.agency_id} in {self.month:%Y-%m}"
