from django.conf import settings
from django.db import models

from motcua.foundation.organisations.models import Post


class Seen(models.TextChoices):
    DOSSIER = "dossier"
    FILE = "file"
    LIST = "list"


class Export(models.Model):
    """Kết xuất: an officer took many people's facts out in one file. Only ever added."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    #: What it was, by a name of ours, such as "register-2026 H99.1.1".
    what = models.CharField(max_length=120)
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"export {self.pk}"


class Look(models.Model):
    """Lượt xem: an officer saw a dossier or a file of it. The citizen reads these rows. Only ever added."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    #: The dossier's row number: this ring lies below dossiers, so it is a plain number here.
    dossier_id = models.BigIntegerField(db_index=True)
    seen = models.CharField(max_length=8, choices=Seen)
    file_id = models.UUIDField(null=True, blank=True)
    #: Which page of a dossier it was, where that is told apart: for those who help, who see one page after another.
    part = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look {self.pk}"
