from django.conf import settings
from django.db import models
from django.db.models import Q

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.event import DossierEvent
from motcua.foundation.accounts.sealed import unseal
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Agency, Post


class ToWhom(models.TextChoices):
    #: Whoever filed it, or whose dossier it is.
    HERSELF = "herself"
    #: Named in the dossier, or by a paper that she brings.
    REPRESENTATIVE = "representative"
    #: Anybody else, by a paper that says so.
    OTHER = "other"


class SeenBy(models.TextChoices):
    """How the officer knew who stood before her."""

    CARD_READ = "card_read"
    ID_TYPED = "id_typed"
    #: The code and the word that are printed on it, and nowhere else.
    RECEIPT_SHOWN = "receipt_shown"


class HandingOver(models.Model):
    """Giao kết quả: to whom a result went, how that person was known, by which paper, and what went with it.

    Rows are only ever added: the slip that is signed says the same.
    """

    event = models.OneToOneField(DossierEvent, on_delete=models.PROTECT, related_name="handing_over")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="handings_over")
    to = models.CharField(max_length=16, choices=ToWhom)
    seen_by = models.CharField(max_length=16, choices=SeenBy)
    receiver_name = models.CharField(max_length=120)
    receiver_id_sealed = models.BinaryField(default=b"", editable=False)
    #: By which it is another than herself.
    paper = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: [{"name", "count"}]: originals that went back with it.
    originals = models.JSONField(default=list)
    handed_at = models.DateTimeField()
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    by_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="another_than_herself_has_a_paper", condition=Q(to=ToWhom.HERSELF) | Q(paper__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"handing over of {self.dossier_id}"

    @property
    def receiver_id(self) -> str:
        return unseal(self.receiver_id_sealed)
