from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.dossiers.models.desk import Batch
from motcua.dossiers.models.event import Remark
from motcua.dossiers.models.result import Result
from motcua.foundation.organisations.models import Post
from motcua.foundation.signing.models import SigningKey


class SigningStage(models.TextChoices):
    #: The authorised person decides.
    SIGNATURE = "signature"
    #: The clerk numbers, dates and seals with the agency's key.
    SEAL = "seal"


class SigningState(models.TextChoices):
    #: Written down before the service is asked, so that a lost answer is asked for again and nothing is signed twice.
    ASKED = "asked"
    #: The signed document is here, and what follows from it is not written yet.
    ANSWERED = "answered"
    DONE = "done"
    FAILED = "failed"


class SigningRequest(models.Model):
    """Lượt ký: a signature that is asked of a key, from before it is asked until its document stands in the dossier."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="signings", db_index=False)
    stage = models.CharField(max_length=9, choices=SigningStage)
    state = models.CharField(max_length=8, choices=SigningState, default=SigningState.ASKED)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: The document with an empty place for the signature, where that is, and what exactly is to be signed: the same
    #: for every try. Emptied when it is done.
    document = models.BinaryField(default=b"")
    place = models.JSONField(default=dict)
    to_be_signed = models.BinaryField(default=b"")
    #: With its signature, as the key answered.
    signed = models.BinaryField(default=b"")
    #: What is decided with it, by key: the outcome, or the number.
    options = models.JSONField(default=dict)
    remark = models.ForeignKey(
        Remark, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    on_behalf_of = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="signing_requests")
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    #: The name of what was refused last, and its facts.
    refusal = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["result", "stage"], condition=~Q(state="failed"), name="a_result_is_signed_once"
            ),
            models.CheckConstraint(
                name="done_says_when",
                condition=Q(state=SigningState.DONE, done_at__isnull=False)
                | (~Q(state=SigningState.DONE) & Q(done_at=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["tried_at"], name="signing_under_way", condition=Q(state__in=("asked", "answered")))
        ]

    def __str__(self) -> str:
        return f"{self.stage} of result {self.result_id}: {self.state}"
