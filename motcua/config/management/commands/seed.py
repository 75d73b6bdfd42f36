"""Fill a demonstration: bin/seed --dossiers 1000000."""

import json
import os
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from motcua.config.seeding import filling
from motcua.config.seeding.filling import NothingToSeedWith, Progress
from motcua.config.seeding.room import room_for

#: Seconds between two lines of progress.
_SAY_EVERY = 5.0


class Command(BaseCommand):
    help = "Add invented dossiers with a believable history, for demonstrations and benchmarks"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dossiers", type=int, required=True, metavar="N")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="at once; as many as processors")
        parser.add_argument("--yes-fill-this-database", action="store_true", help="although it is no demonstration")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_: Any, dossiers: int, processes: int, **options: Any) -> None:
        if dossiers < 1 or processes < 1:
            raise CommandError("--dossiers and --processes must be 1 or more.")
        if not (settings.DEMO or options["yes_fill_this_database"]):
            raise CommandError(
                "This is no demonstration: invented dossiers would stand among real ones for ever. "
                "If the database is meant for them, add --yes-fill-this-database."
            )
        room = room_for(dossiers)
        self.stderr.write(f"{dossiers:,} dossiers: about {room}.")
        if not room.is_enough:
            raise CommandError("Too little disk: nothing was added.")
        report = self._fill(dossiers, processes=processes)
        self.stdout.write(json.dumps(report) if options["json"] else _told(report))

    def _fill(self, dossiers: int, *, processes: int) -> dict[str, Any]:
        began, before, said = time.monotonic(), filling.bytes_filled(), 0.0
        try:
            for progress in filling.fill(dossiers, at=timezone.now(), processes=processes):
                if time.monotonic() - said > _SAY_EVERY:
                    said = time.monotonic()
                    self.stderr.write(_so_far(progress, of=dossiers, seconds=said - began))
        except NothingToSeedWith as missing:
            raise CommandError(f"{missing.__doc__} Run load_demo and load_catalogue first.") from missing
        filling.analyse()
        seconds = time.monotonic() - began
        return {
            "dossiers": dossiers,
            "seconds": round(seconds, 1),
            "per_second": round(dossiers / seconds),
            "bytes_per_dossier": (filling.bytes_filled() - before) // dossiers,
        }


def _so_far(progress: Progress, *, of: int, seconds: float) -> str:
    if not progress.dossiers:
        return f"{progress.people:,} people"
    left = seconds / progress.dossiers * (of - progress.dossiers)
    return f"{progress.dossiers:,} of {of:,} dossiers; about {left / 60:.0f} min left"


def _told(report: dict[str, Any]) -> str:
    return (
        f"{report['dossiers']:,} dossiers in {report['seconds']:,} s ({report['per_second']:,}/s), "
        f"{report['bytes_per_dossier']:,} bytes each"
    )
