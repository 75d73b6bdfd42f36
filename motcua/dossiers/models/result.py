"""The document of a decision: its versions, the files it went through, its number in the book, and its recall."""

import base64
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.event import Remark
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Agency, Post

#: Bytes of chance in a verification code: too many to try, few enough to type from paper.
_CHANCE = 15


def new_verification_code() -> str:
    """24 letters and digits that say nothing and cannot be guessed; none of them looks like another."""
    return base64.b32encode(secrets.token_bytes(_CHANCE)).decode()


class ResultState(models.TextChoices):
    DRAFT = "draft"
    #: The authorised person has decided; it is not out yet.
    SIGNED = "signed"
    #: Numbered, dated, sealed and out.
    ISSUED = "issued"
    #: Was out and is no longer good.
    RECALLED = "recalled"
    #: A newer version took its place before it was out.
    REPLACED = "replaced"


#: What can still go out.
CURRENT = (ResultState.DRAFT, ResultState.SIGNED)


class Result(models.Model):
    """Kết quả: one version of the document that a decision is made of. What is edited becomes a new version."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="results")
    #: The key of the result document in the procedure version.
    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=ResultState, default=ResultState.DRAFT)
    #: As it stands now; where it came from is in `files`.
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    #: The drawing it was made from; empty where an officer uploaded it.
    layout = models.CharField(max_length=60, blank=True)
    #: Whose name stands under a document that was made from a drawing: nobody else can sign it.
    names_signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    #: Stands in the document as a code for telephones. None in results from before there were codes.
    verification_code = models.CharField(  # noqa: DJ001 - many have none, and no two the same
        max_length=32, unique=True, null=True, default=new_verification_code
    )
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: Number and date that the clerk gives when the result is published.
    number = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    #: Of the file as it went out.
    issued_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind"], condition=Q(state=ResultState.ISSUED), name="one_issued_result_of_a_kind"
            ),
            models.CheckConstraint(
                name="issued_says_when",
                condition=Q(state__in=(ResultState.ISSUED, ResultState.RECALLED), published_at__isnull=False)
                | Q(state__in=(ResultState.DRAFT, ResultState.SIGNED, ResultState.REPLACED), published_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"result {self.pk} of {self.dossier_id}"

    @property
    def is_out(self) -> bool:
        return self.state == ResultState.ISSUED


class ResultFile(models.Model):
    """Bản của kết quả: each file that a version went through: drafted, signed, sealed. Only ever added."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="files", db_index=False)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=ResultState)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    #: The name on the certificate; empty where nothing was signed electronically.
    signed_by = models.CharField(max_length=200, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "number"], name="result_file_number_once")]

    def __str__(self) -> str:
        return f"file {self.number} of result {self.result_id}"


class BookNumber(models.Model):
    """Số trong sổ văn thư: a number of an agency's book of a year (NĐ 30/2020 art. 15), and the result that has it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: What stands behind the number, such as GP-UBND.
    book = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    result = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="book_number")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "book", "year", "number"], name="a_number_of_a_book_once"),
            models.CheckConstraint(name="book_numbers_begin_at_one", condition=Q(number__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.book} of {self.year}"


class Recall(models.Model):
    """Thu hồi kết quả: an issued result is no longer good; by whom, when, and why. Only ever added."""

    result = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="recall")
    at = models.DateTimeField()
    by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    remark = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    remark_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"recall of result {self.result_id}"


class Replacement(models.Model):
    """Thay thế: which issued result took the place of a recalled one. Only ever added."""

    recalled = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="replacement")
    by = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        constraints = [models.CheckConstraint(name="replaced_by_another", condition=~Q(recalled=F("by")))]

    def __str__(self) -> str:
        return f"result {self.by_id} instead of {self.recalled_id}"
