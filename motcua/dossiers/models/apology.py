from django.db import models
from django.db.models import Q

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.event import DossierEvent, Remark
from motcua.foundation.organisations.models import Agency, Post


class ApologyDraftQuerySet(models.QuerySet["ApologyDraft"]):
    def waiting(self) -> "ApologyDraftQuerySet":
        """Neither signed nor dropped nor lapsed."""
        return self.filter(event=None, dropped_at=None, lapsed_at=None)


class ApologyDraft(models.Model):
    """Dự thảo văn bản xin lỗi (Mẫu 04): written by the system in time, for the head to sign or to drop.

    One for each due date. It ends in one of three ways, or lies where it is because the dossier was decided in time.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="apology_drafts", db_index=False)
    #: Whose head signs, as it was when it was drafted.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    #: The last day on which the law lets it go out.
    last_day = models.DateField()
    new_due_at = models.DateTimeField()
    #: One of `lateness.Cause`.
    cause = models.CharField(max_length=12)
    drafted_at = models.DateTimeField()

    #: Signed: the letter itself.
    event = models.OneToOneField(DossierEvent, null=True, on_delete=models.PROTECT, related_name="+")
    #: Dropped, because it will be ready in time after all; who said so, and why.
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    dropped_because = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: Nobody signed it while it was lawful, and the dossier was not decided either.
    lapsed_at = models.DateTimeField(null=True)

    objects = ApologyDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "due_at"], name="one_apology_draft_for_each_date"),
            models.CheckConstraint(
                name="an_apology_draft_ends_in_one_way",
                condition=Q(event=None, dropped_at=None)
                | Q(event=None, lapsed_at=None)
                | Q(dropped_at=None, lapsed_at=None),
            ),
            models.CheckConstraint(
                name="who_drops_an_apology_says_why",
                condition=Q(dropped_at=None) | Q(dropped_by__isnull=False, dropped_because__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "last_day", "id"],
                name="apology_to_sign",
                condition=Q(event=None, dropped_at=None, lapsed_at=None),
            ),
            models.Index(fields=["agency", "lapsed_at"], name="apology_lapsed", condition=Q(lapsed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"apology draft {self.pk} of {self.dossier_id}"
