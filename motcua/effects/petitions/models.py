"""Petitions, what was said in them, and their events."""

import json
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.dossiers.models import Dossier
from motcua.effects.petitions.moves import Act, Party, State
from motcua.foundation.accounts.sealed import seal, unseal
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Agency, Post


class Kind(models.TextChoices):
    #: Phản ánh: something goes wrong.
    COMPLAINT = "complaint"
    #: Kiến nghị: something should be otherwise.
    SUGGESTION = "suggestion"


class Petition(models.Model):
    """Phản ánh, kiến nghị: to one agency, perhaps about one dossier, by an account or by whoever leaves a contact."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    #: Drawn with the form, so that sending twice files once.
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="petitions")
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.PROTECT, related_name="petitions")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="petitions"
    )
    #: {"name", "phone", "email"}, for the office alone.
    contact_sealed = models.BinaryField(default=b"", editable=False)
    #: By which the author follows it without an account.
    code_sealed = models.BinaryField(editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    text = models.TextField()
    state = models.CharField(max_length=12, choices=[(state, state) for state in State])
    handler = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    #: From when the answer's period is counted: the filing, or the last thing that was supplied.
    counted_from = models.DateTimeField()
    #: The next day by law; empty while the author is asked, and when it is over.
    due_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    #: What everybody may read: without the person.
    public_question = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="published_says_what",
                condition=Q(published_at=None, public_question="")
                | Q(published_at__isnull=False, state=State.PUBLISHED) & ~Q(public_question="") & ~Q(answer=""),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "due_at"], name="petitions_by_due_day", condition=Q(due_at__isnull=False)),
            models.Index(fields=["-published_at"], name="petitions_answered", condition=Q(published_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"petition {self.pk}"

    @property
    def contact(self) -> dict[str, str]:
        return json.loads(unseal(self.contact_sealed) or "{}")  # type: ignore[no-any-return]

    @contact.setter
    def contact(self, given: dict[str, str]) -> None:
        self.contact_sealed = seal(json.dumps(given, ensure_ascii=False))

    @property
    def code(self) -> str:
        return unseal(self.code_sealed)


class PetitionEvent(models.Model):
    """Sự kiện: one act, only ever added. Its words stand apart, where they can be erased."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="events", db_index=False)
    number = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=10, choices=[(act, act) for act in Act])
    to_state = models.CharField(max_length=12, choices=[(state, state) for state in State])
    party = models.CharField(max_length=10, choices=[(party, party) for party in Party])
    happened_at = models.DateTimeField()
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["petition", "number"], name="petition_event_number_once")]

    def __str__(self) -> str:
        return f"{self.act} of {self.petition_id}"


class Opinion(models.TextChoices):
    """Three levels, the same as for results (TT32 art. 12)."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"


class PetitionOpinion(models.Model):
    """Ý kiến về câu trả lời: whether its author is satisfied with the answer. Said once, and only ever added."""

    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, primary_key=True, related_name="opinion")
    level = models.CharField(max_length=16, choices=Opinion)
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"opinion on {self.petition_id}"


class PetitionWords(models.Model):
    """Lời: what was asked, supplied, or given as the ground of a refusal."""

    event = models.OneToOneField(PetitionEvent, on_delete=models.PROTECT, related_name="words", primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return f"words of {self.event_id}"


class PetitionFile(models.Model):
    """Tệp kèm theo: a picture or document that the author added."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="files")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"file of {self.petition_id}"
