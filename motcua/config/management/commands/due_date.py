"""Say when a legal period ends, and why: bin/manage due_date --amount 3 --unit working_day --from 2026-11-19T09:10."""

import json
from datetime import datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import VIETNAM, Count, Period, Unit, add


class Command(BaseCommand):
    help = "Count a legal period over the working calendar"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--amount", type=int, required=True)
        parser.add_argument("--unit", choices=[unit.value for unit in Unit], required=True)
        parser.add_argument("--from", dest="start", required=True, help="moment of receipt, such as 2026-11-19T09:10")
        parser.add_argument("--cutoff", help="what arrives after this hour counts from the next working day: 15:00")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_: Any, amount: int, unit: str, start: str, cutoff: str | None, **options: Any) -> None:
        if amount < 1:
            raise CommandError("--amount must be 1 or more.")
        period = Period(amount, Unit(unit), _hour(cutoff) if cutoff else None)
        version = versions.current()
        count = add(version.as_calendar(), _moment(start), period)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(count, calendar_version=version.number), ensure_ascii=False))
            return
        self.stdout.write(f"due {count.due_at:%Y-%m-%d %H:%M}")
        for line in count.lines:
            self.stdout.write(
                f"  {line.starts:%a %Y-%m-%d %H:%M} – {line.ends:%Y-%m-%d %H:%M}  {line.amount:g} {line.unit}"
            )


def _moment(text: str) -> datetime:
    """A moment without a zone is Vietnamese legal time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise CommandError(f"--from is a date and hour such as 2026-11-19T09:10, not {text!r}.") from wrong
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _hour(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as wrong:
        raise CommandError(f"--cutoff is an hour such as 15:00, not {text!r}.") from wrong


def _as_json(count: Count, *, calendar_version: int) -> dict[str, Any]:
    return {
        "due_at": count.due_at.isoformat(),
        "counted_from": count.counted_from.isoformat(),
        "calendar_version": calendar_version,
        "counted": [
            {
                "starts": line.starts.isoformat(),
                "ends": line.ends.isoformat(),
                "amount": line.amount,
                "unit": line.unit.value,
            }
            for line in count.lines
        ],
    }
