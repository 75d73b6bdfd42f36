from django.db import models

from motcua.dossiers.models import DossierEvent


class StatusReport(models.Model):
    """Trạng thái cần gửi Cổng Dịch vụ công quốc gia: one per event; sending them is not built yet."""

    event = models.OneToOneField(DossierEvent, on_delete=models.PROTECT, related_name="status_report")
    code = models.PositiveSmallIntegerField()
    noted_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="status_code_is_one_of_ten", condition=models.Q(code__gte=1, code__lte=10))
        ]

    def __str__(self) -> str:
        return f"status {self.code} of event {self.event_id}"
