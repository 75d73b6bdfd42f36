"""`bin/manage opening_hours H99.0 mon-fri=07:30-18:00 sat=07:30-11:30`: hours of a unit's own."""

import argparse
import re
from collections.abc import Iterator
from datetime import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from motcua.foundation.organisations.models import Agency, OpeningHours

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"(?P<first>\w{3})(-(?P<last>\w{3}))?=(?P<hours>[\d:,-]+)")


class Command(BaseCommand):
    help = "Set the opening hours of a unit; without hours, show them; --as-calendar takes its own away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="The unit's code, such as H99.0")
        parser.add_argument("hours", nargs="*", type=_stretches, help="mon-fri=07:30-11:30,13:00-17:00 sat=07:30-11:30")
        parser.add_argument("--as-calendar", action="store_true", help="Open when the working calendar says so")

    def handle(self, *_args: object, **options: Any) -> None:
        agency = Agency.objects.filter(code=options["code"]).first()
        if agency is None:
            raise CommandError(f"There is no agency {options['code']}")
        if options["hours"] or options["as_calendar"]:
            _replace(agency, [stretch for stretches in options["hours"] for stretch in stretches])
        rows = agency.opening_hours.order_by("weekday", "opens")
        for row in rows:
            self.stdout.write(f"{DAYS[row.weekday]} {row.opens:%H:%M}-{row.closes:%H:%M}")
        if not rows:
            self.stdout.write("as the working calendar")


@transaction.atomic
def _replace(agency: Agency, stretches: list[tuple[int, time, time]]) -> None:
    agency.opening_hours.all().delete()
    rows = [OpeningHours(agency=agency, weekday=day, opens=opens, closes=closes) for day, opens, closes in stretches]
    OpeningHours.objects.bulk_create(rows)


def _stretches(text: str) -> list[tuple[int, time, time]]:
    """Every stretch of every day that one argument names."""
    try:
        return list(_read(text))
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"{text}: write it like mon-fri=07:30-11:30,13:00-17:00") from wrong


def _read(text: str) -> Iterator[tuple[int, time, time]]:
    found = _HOURS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    first, last = DAYS.index(found["first"]), DAYS.index(found["last"] or found["first"])
    for day in range(first, last + 1):
        for stretch in found["hours"].split(","):
            opens, closes = map(time.fromisoformat, stretch.split("-"))
            yield day, opens, closes
