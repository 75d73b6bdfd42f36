"""What came from the national portal: each message as it came, and what became of it."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.dossiers.models import Dossier
from motcua.foundation.accounts.sealed import unseal
from motcua.foundation.files.models import StoredFile


class Service(models.TextChoices):
    """What a message is about. What could not be read is about nothing."""

    DOSSIER = "dossier"
    CENTRAL = "central"
    NONE = ""


class Fault(models.TextChoices):
    """Why a message was refused at the door, or is set aside for a person; the words are the studio's."""

    UNREADABLE = "unreadable"
    FIELD = "field"
    MOMENT = "moment"
    PROCEDURE = "procedure"
    STATUS = "status"
    AGENCY = "agency"
    ELSEWHERE = "elsewhere"
    PERSON = "person"
    CHANGED = "changed"
    NONE = ""


class Became(models.TextChoices):
    """What has become of a message so far."""

    WAITING = "waiting"
    TAKEN_IN = "taken_in"
    #: Acknowledged, and a person has to look before it can go on.
    SET_ASIDE = "set_aside"
    #: Not acknowledged: the other side knows that it is not here.
    REFUSED = "refused"
    #: A person has looked at it and needs nothing of it.
    DISMISSED = "dismissed"


class ArrivedMessage(models.Model):
    """Tin đến: what the national portal brought to our door, as it came. Only ever added; a trigger sees to that."""

    service = models.CharField(max_length=8, choices=Service, blank=True)
    #: Their number of the dossier, as far as the message says one.
    number = models.CharField(max_length=60, blank=True)
    #: Of what it says, however it was written down: the same told twice is one message.
    content_hash = models.CharField(max_length=64, unique=True)
    body_sealed = models.BinaryField(editable=False)
    came_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["number"], name="arrived_message_by_number")]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def body(self) -> str:
        return unseal(self.body_sealed)

    @property
    def content(self) -> dict[str, Any]:
        """Of a message that could be read."""
        found: dict[str, Any] = json.loads(self.body)
        return found


class Arrival(models.Model):
    """Việc nhận một tin: how far a message has come."""

    message = models.OneToOneField(ArrivedMessage, on_delete=models.PROTECT, primary_key=True, related_name="arrival")
    became = models.CharField(max_length=10, choices=Became, default=Became.WAITING)
    fault = models.CharField(max_length=12, choices=Fault, blank=True)
    #: Where in the message, in its own words: a field's name, never what stood in it.
    where = models.CharField(max_length=80, blank=True)
    deliveries = models.PositiveIntegerField(default=1)
    #: When we said that it is ours: from then on the dossier waits for its reception.
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_was_refused_or_set_aside_has_a_fault",
                condition=~Q(became__in=(Became.REFUSED, Became.SET_ASIDE)) | ~Q(fault=""),
            ),
            models.CheckConstraint(
                name="nothing_is_taken_in_that_was_not_acknowledged",
                condition=~Q(became__in=(Became.WAITING, Became.TAKEN_IN, Became.SET_ASIDE))
                | Q(acknowledged_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-changed_at", "message"],
                name="arrivals_for_a_person",
                condition=Q(became__in=(Became.REFUSED, Became.SET_ASIDE)),
            ),
            models.Index(fields=["changed_at"], name="arrivals_waiting", condition=Q(became=Became.WAITING)),
        ]

    def __str__(self) -> str:
        return f"arrival of {self.message_id}: {self.became}"


class ArrivedPaper(models.Model):
    """Giấy tờ của tin đến: kept as soon as it was fetched, so that no later try fetches it again."""

    message = models.ForeignKey(ArrivedMessage, on_delete=models.PROTECT, related_name="papers", db_index=False)
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: Why it could not be had: the name of the refusal.
    lacking = models.CharField(max_length=40, blank=True)
    #: Of one that lacked when the dossier was filed.
    came_later_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "position"], name="arrived_paper_once"),
            models.CheckConstraint(
                name="an_arrived_paper_is_here_or_lacking",
                condition=Q(file__isnull=False, lacking="") | (Q(file=None) & ~Q(lacking="")),
            ),
        ]

    def __str__(self) -> str:
        return f"paper {self.position} of {self.message_id}"


class FiledThere(models.Model):
    """Hồ sơ nộp tại Cổng Dịch vụ công quốc gia: their number leads to our dossier, one to one."""

    number = models.CharField(max_length=60, primary_key=True)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="filed_there")
    message = models.OneToOneField(ArrivedMessage, on_delete=models.PROTECT, related_name="filed_there")
    filed_at = models.DateTimeField()
    #: Their account of whoever filed: their answers name it.
    subject = models.CharField(max_length=60, blank=True)
    #: {"answers": {name: value}, "paid": whether they say so}: what our form has no place for.
    beside_sealed = models.BinaryField(default=b"", editable=False)

    def __str__(self) -> str:
        return f"{self.number} is {self.dossier_id}"

    @property
    def beside(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(unseal(self.beside_sealed)) if self.beside_sealed else {}
        return found


class CentralDossier(models.Model):
    """Hồ sơ bộ, ngành giải quyết: run by a ministry's own system, shown here to steer by and edited by nobody."""

    number = models.CharField(max_length=60, unique=True)
    procedure_code = models.CharField(max_length=40)
    procedure_name = models.CharField(max_length=500)
    agency_name = models.CharField(max_length=300)
    #: One of the ten codes of status.
    status = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    #: When it was so, by their clock: what is told late does not undo what is newer.
    told_at = models.DateTimeField()
    message = models.ForeignKey(ArrivedMessage, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="central_status_is_one_of_ten", condition=Q(status__gte=1, status__lte=10)),
        ]
        indexes = [models.Index(fields=["due_at", "id"], name="central_dossiers_by_date")]

    def __str__(self) -> str:
        return self.number
