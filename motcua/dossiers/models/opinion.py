"""What is written about a step: what an asked agency answers, and what officers find on the spot."""

from django.conf import settings
from django.db import models

from motcua.dossiers.models.event import Remark
from motcua.dossiers.models.work_item import WorkItem
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Post


class OpinionKind(models.TextChoices):
    AGREED = "agreed"
    AGREED_WITH_CONDITIONS = "conditions"
    DISAGREED = "disagreed"
    NO_OPINION = "no_opinion"
    #: The time was over; an officer went on without an answer and said why. Never counted as agreement.
    SILENT = "silent"
    #: The time was over, and the law of the procedure takes that for agreement.
    SILENT_AGREED = "silent_agreed"
    #: Whoever had asked needs no answer any more.
    WITHDRAWN = "withdrawn"


#: What an officer who is asked can answer; the others say that she did not.
ANSWERS = (
    OpinionKind.AGREED,
    OpinionKind.AGREED_WITH_CONDITIONS,
    OpinionKind.DISAGREED,
    OpinionKind.NO_OPINION,
)
#: What may be counted as agreement (TT 11/2025/TT-BKHCN: silence may not, unless a law says so).
AGREEMENT = (OpinionKind.AGREED, OpinionKind.AGREED_WITH_CONDITIONS, OpinionKind.SILENT_AGREED)


class Opinion(models.Model):
    """Ý kiến phối hợp: how a consultation ended. What was asked stands in the first hand-over of the work item."""

    work_item = models.OneToOneField(WorkItem, on_delete=models.PROTECT, related_name="opinion")
    kind = models.CharField(max_length=16, choices=OpinionKind)
    remark = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    by_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by_post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.kind} on {self.work_item_id}"


class SiteVisit(models.Model):
    """Xác minh thực địa: when and where officers looked on the spot, with whom, and what they found."""

    work_item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="site_visits")
    visited_at = models.DateTimeField()
    #: Place, people and findings are words about persons: erasable, like every remark.
    place = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="+", db_index=False)
    members = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="+", db_index=False)
    found = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="+", db_index=False)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"visit for {self.work_item_id}"
