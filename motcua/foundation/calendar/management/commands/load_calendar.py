from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from motcua.foundation.calendar import versions
from motcua.foundation.calendar.models import CalendarDay, CalendarVersion
from motcua.foundation.calendar.public_holidays import special_days


class Command(BaseCommand):
    help = "Load public holidays; days that an administrator entered stay as they are"

    def add_arguments(self, parser: CommandParser) -> None:
        this_year = timezone.localdate().year
        parser.add_argument("--from-year", type=int, default=2018)
        parser.add_argument("--to-year", type=int, default=this_year + 5)

    @transaction.atomic
    def handle(self, *_: Any, from_year: int, to_year: int, **__: Any) -> None:
        by_hand = set(CalendarDay.objects.filter(entered_by_hand=True).values_list("day", flat=True))
        CalendarDay.objects.bulk_create(
            [
                CalendarDay(day=special.day, kind=special.kind, name=special.name, source=special.source)
                for special in special_days(first_year=from_year, last_year=to_year)
                if special.day not in by_hand
            ],
            update_conflicts=True,
            unique_fields=["day"],
            update_fields=["kind", "name", "source"],
        )
        if CalendarVersion.objects.exists():
            # Open dossiers were counted with the newest version: moving them is an administrator's act, not a load's.
            self.stdout.write("Days loaded. Open dossiers keep their calendar until `apply_calendar` is run.")
            return
        version = versions.publish(at=timezone.now())
        self.stdout.write(f"Calendar version {version.number} published")
