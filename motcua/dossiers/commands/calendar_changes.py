"""A new calendar reaches the open dossiers, each with an event of its own."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import SYSTEM
from motcua.dossiers.rules.lifecycle import OPEN, Action
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.models import CalendarVersion


@transaction.atomic
def apply_calendar(*, at: datetime) -> tuple[CalendarVersion, int]:
    """Publish the calendar as entered, and record it on every open dossier; closed ones are never touched."""
    before = CalendarVersion.objects.order_by("-number").first()
    version = versions.publish(at=at)
    if before is not None and version.pk == before.pk:
        return version, 0
    count = 0
    for dossier in Dossier.objects.filter(state__in=OPEN).order_by("pk").iterator():
        record(dossier, Action.CHANGE_CALENDAR, actor=SYSTEM, at=at)
        count += 1
    return version, count
