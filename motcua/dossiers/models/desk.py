"""What officers keep for their own work at the desk: marks on papers, views of lists, and acts on many dossiers."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.event import Remark
from motcua.dossiers.rules.faults import Fault
from motcua.foundation.organisations.models import Post


class PaperCheck(models.Model):
    """Đối chiếu giấy tờ: an officer has looked at a paper, and it is in order, or this is wrong with it.

    Rows are only ever added, and the last one for a paper counts. They are notes of the office and decide nothing.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="paper_checks", db_index=False)
    #: The key of the required paper, and the file that was looked at; without a file the paper is not there.
    item = models.CharField(max_length=60)
    file_id = models.UUIDField(null=True, blank=True)
    fault = models.CharField(max_length=16, choices=[(f, f) for f in Fault], blank=True)
    remark = models.ForeignKey(
        Remark, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "id"], name="paper_checks_of")]

    def __str__(self) -> str:
        return f"{self.item} of {self.dossier_id}"


class SavedView(models.Model):
    """Danh sách riêng: a worklist with the filters that an officer wants again, under a name of her own."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    queue = models.CharField(max_length=24)
    #: Filters as the address carries them: keys and numbers, never a name.
    query = models.CharField(max_length=300, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="one_view_of_a_name")]

    def __str__(self) -> str:
        return f"view {self.pk}"


class Batch(models.Model):
    """Làm nhiều hồ sơ một lượt: one act that an officer wants done to many dossiers, each for itself."""

    #: Drawn with the page: pressing twice is one batch.
    uuid = models.UUIDField(unique=True, default=uuid4)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="batches")
    on_behalf_of = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    act = models.CharField(max_length=16)
    #: What the act needs beyond the dossier, by key and number: who receives, to whom it is given.
    options = models.JSONField(default=dict)
    queue = models.CharField(max_length=24, blank=True)
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"


class Fate(models.TextChoices):
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class BatchItem(models.Model):
    """One dossier of a batch and what became of it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items", db_index=False)
    number = models.PositiveSmallIntegerField()
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+", db_index=False)
    fate = models.CharField(max_length=8, choices=Fate, default=Fate.WAITING)
    #: The name of the refusal and its facts, from which the page makes the sentence.
    refusal = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batch_item_number_once"),
            models.UniqueConstraint(fields=["batch", "dossier"], name="a_dossier_once_in_a_batch"),
            models.CheckConstraint(
                name="only_the_refused_have_a_refusal",
                condition=Q(fate=Fate.REFUSED) & ~Q(refusal="") | ~Q(fate=Fate.REFUSED) & Q(refusal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of batch {self.batch_id}: {self.fate}"
