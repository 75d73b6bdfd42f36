from django.db import models

from motcua.dossiers.models.dossier import Dossier


class WatchFor(models.TextChoices):
    """What will have happened to a dossier if nobody does anything until then."""

    #: A filing lies unanswered: its officers are told, and later that the time has run out (LTK art. 6.4).
    ALERT = "alert"
    DECISION = "decision"
    #: What was asked for has not come (LTK art. 6.4.a).
    COMPLETION = "completion"
    #: The fee that comes before the reception has not been paid.
    PAYMENT = "payment"


class Watch(models.Model):
    """Mốc tự kiểm tra: when the system looks at a dossier again, so that it reads only what is due.

    A row is a note to look and never a fact: whoever looks counts again from the events, and takes the row away.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="watches", db_index=False)
    watch_for = models.CharField(max_length=12, choices=WatchFor)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "watch_for"], name="one_watch_of_a_kind")]
        indexes = [models.Index(fields=["watch_for", "at"], name="watch_by_time")]

    def __str__(self) -> str:
        return f"{self.watch_for} of {self.dossier_id}"
