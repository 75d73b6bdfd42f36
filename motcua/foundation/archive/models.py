from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.foundation.accounts.models import Organisation, Person
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Post


class Origin(models.TextChoices):
    """Where a kept paper comes from."""

    ACCEPTED = "accepted"
    RESULT = "result"


class ArchivedPaper(models.Model):
    """Giấy tờ trong kho: a paper that an officer accepted, or a result, kept for its owner (NĐ 45/2020 art. 16)."""

    #: Its address: says nothing and cannot be guessed.
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="archived_papers")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="archived_papers"
    )
    #: What it can stand for: the `archive_kind` of required papers and results.
    kind = models.CharField(max_length=60)
    name = models.TextField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=8, choices=Origin)
    #: Number and day as issued, and the national code of the result; empty for what was handed in.
    number = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    result_code = models.CharField(max_length=40, blank=True)
    #: Empty: for good. The last day counts.
    valid_to = models.DateField(null=True, blank=True)
    #: The dossier it came from, by row number and code: this ring lies below dossiers. `item` is its key there.
    dossier_id = models.BigIntegerField()
    dossier_code = models.CharField(max_length=60)
    item = models.CharField(max_length=60)
    kept_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="one_owner",
                condition=Q(person__isnull=False, organisation=None) | Q(person=None, organisation__isnull=False),
            ),
            models.UniqueConstraint(fields=["dossier_id", "origin", "item", "file"], name="kept_once"),
        ]
        indexes = [
            models.Index(fields=["person", "kind"], name="archive_of_person"),
            models.Index(fields=["organisation", "kind"], name="archive_of_organisation"),
        ]

    def __str__(self) -> str:
        return f"archived paper {self.pk}"


class ArchiveUse(models.Model):
    """Lượt dùng giấy tờ trong kho: who put it into which dossier. The owner reads these rows. Only ever added."""

    archived = models.ForeignKey(ArchivedPaper, on_delete=models.PROTECT, related_name="uses", db_index=False)
    dossier_id = models.BigIntegerField()
    item = models.CharField(max_length=60)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: The officer's post, where one typed for the owner.
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["archived", "-at"], name="archive_use_newest")]

    def __str__(self) -> str:
        return f"use {self.pk} of archived paper {self.archived_id}"
