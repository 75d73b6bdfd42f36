from django.db import models
from django.db.models import Q

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.event import DossierEvent, Remark
from motcua.foundation.organisations.models import Post


class SecondRequestWish(models.Model):
    """Đề nghị cho phép yêu cầu thêm: an officer asks the head whether the applicant may be asked once more, and why.

    It allows nothing by itself: what allows is the head's event, with the head's own reason.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="second_request_wishes")
    #: In which stage: before the dossier is taken in, or while it is handled.
    state = models.CharField(max_length=24)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    #: The head's permission; an answered wish without one was not granted.
    event = models.OneToOneField(DossierEvent, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(answered_at=None), name="one_wish_waits_for_an_answer"
            ),
            models.CheckConstraint(
                name="who_allows_has_answered", condition=Q(event=None) | Q(answered_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk} of {self.dossier_id}"
