from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.foundation.organisations.models import Agency, Post


class DayClose(models.Model):
    """Chốt sổ cuối ngày: what a counter should have in its drawer, what was counted, and why that differs. Once."""

    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    #: [{"means", "kind", "count", "amount"}] of everything that the unit's counter took and gave back on that day.
    lines = models.JSONField()
    #: In cash.
    expected = models.BigIntegerField()
    counted = models.BigIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day"], name="day_closed_once"),
            models.CheckConstraint(name="difference_has_a_reason", condition=Q(expected=F("counted")) | ~Q(reason="")),
            models.CheckConstraint(name="counted_is_not_less_than_nothing", condition=Q(counted__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.day} of unit {self.unit_id}"

    @property
    def difference(self) -> int:
        return self.counted - self.expected
