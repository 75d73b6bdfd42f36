from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.paper import Paper
from motcua.foundation.organisations.models import Post


class Shown(models.TextChoices):
    """What was done with the original of a paper at the counter."""

    #: Shown and taken home again; nothing of it is scanned (TT 03/2025/TT-VPCP art. 5.2).
    SEEN = "seen"
    #: The copy that stays was compared with it.
    COMPARED = "compared"
    #: It stays here until it is given back (NĐ 61/2018 art. 20.2).
    KEPT = "kept"


class GivenTo(models.TextChoices):
    APPLICANT = "applicant"
    REPRESENTATIVE = "representative"


class Original(models.Model):
    """Bản gốc: how an original was presented, and where we kept it, when it went back and to whom."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="originals")
    #: The key of the required paper in the procedure version.
    item = models.CharField(max_length=60)
    shown = models.CharField(max_length=8, choices=Shown)
    #: How many sheets or books were kept.
    count = models.PositiveSmallIntegerField(default=0)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    returned_to = models.CharField(max_length=16, choices=GivenTo, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_is_kept_is_counted",
                condition=Q(shown=Shown.KEPT, count__gt=0) | (~Q(shown=Shown.KEPT) & Q(count=0)),
            ),
            models.CheckConstraint(
                name="what_is_kept_is_returned_to_somebody",
                condition=Q(returned_at=None, returned_by=None, returned_to="")
                | Q(shown=Shown.KEPT, returned_at__gte=F("noted_at"), returned_by__isnull=False) & ~Q(returned_to=""),
            ),
            models.UniqueConstraint(
                fields=["dossier", "item"], condition=Q(returned_at=None), name="an_original_is_noted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"original of {self.item} of {self.dossier_id}"

    @property
    def is_held(self) -> bool:
        return self.shown == Shown.KEPT and self.returned_at is None


class DigitalCopy(models.Model):
    """Bản điện tử: a paper that was scanned at the counter, with what was counted and who signed it."""

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, related_name="digital_copy", primary_key=True)
    #: As the officer counted the pages in her hand; it equals the pictures (TT 01/2023/TT-VPCP art. 8.2).
    pages = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: The name on the certificate with which it was signed; empty where no key is set up.
    signed_by = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"digital copy of paper {self.paper_id}"
