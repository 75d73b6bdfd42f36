from django.db import models
from django.db.models import Q

from motcua.dossiers.models import Dossier, DossierEvent


class Measurement(models.Model):
    """Bản tin đo lường: what the measuring service is to be told of one event. Written first, sent by a job."""

    event = models.OneToOneField(DossierEvent, on_delete=models.PROTECT, related_name="measurement")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="measurements", db_index=False)
    status = models.PositiveSmallIntegerField()
    noted_at = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    #: The service answered and would not take it: a person must look.
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="measured_status_is_one_of_five", condition=Q(status__gte=0, status__lte=4)),
            models.CheckConstraint(name="measurement_taken_or_refused", condition=Q(sent_at=None) | Q(refused_at=None)),
        ]
        indexes = [
            models.Index(fields=["dossier", "-id"], name="measurement_of_dossier"),
            models.Index(fields=["id"], name="measurement_waiting", condition=Q(sent_at=None, refused_at=None)),
        ]

    def __str__(self) -> str:
        return f"status {self.status} of event {self.event_id}"
