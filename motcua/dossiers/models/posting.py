from django.db import models
from django.db.models import Q

from motcua.dossiers.models.work_item import WorkItem
from motcua.foundation.organisations.models import Post


class Posting(models.Model):
    """Niêm yết công khai: where a notice hangs, its number, from when and until when. It ends by itself."""

    work_item = models.OneToOneField(WorkItem, on_delete=models.PROTECT, related_name="posting")
    place = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_posting_has_place_and_number", condition=~Q(place="") & ~Q(number="")),
        ]
        indexes = [models.Index(fields=["ends_at"], name="posting_to_end", condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return f"posting {self.number}"
