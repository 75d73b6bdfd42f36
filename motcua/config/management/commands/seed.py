"""Fill a demonstration: bin/seed --dossiers 1000000, or bin/seed --province."""

import json
import os
import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from motcua.config.seeding import filling, province
from motcua.config.seeding.filling import NothingToSeedWith, Progress
from motcua.config.seeding.room import room_for
from motcua.effects.reporting import rebuilding

#: Seconds between two lines of progress.
_SAY_EVERY = 5.0


class Command(BaseCommand):
    help = "Add invented dossiers with a believable history, for demonstrations and benchmarks"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dossiers", type=int, metavar="N", help="of the last twelve months")
        parser.add_argument(
            "--province",
            action="store_true",
            help="the nine months of 2023 that an article printed: 170,531 dossiers, 71,725 of them online",
        )
        parser.add_argument("--online", type=int, metavar="N", help="with --province and --dossiers: a smaller one")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="at once; as many as processors")
        parser.add_argument("--yes-fill-this-database", action="store_true", help="although it is no demonstration")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_: Any, processes: int, **options: Any) -> None:
        dossiers = options["dossiers"] or (province.DOSSIERS if options["province"] else 0)
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
        at = timezone.now()
        if options["province"]:
            online = options["online"] or round(dossiers * province.ONLINE / province.DOSSIERS)
            filled = filling.fill_province(dossiers, online, at=at, processes=processes)
        else:
            filled = filling.fill(dossiers, at=at, processes=processes)
        report = self._fill(filled, dossiers)
        for _progress in rebuilding.rebuild(at=at, threads=processes):
            self.stderr.write("Counting.", ending="\r")
        self.stdout.write(json.dumps(report) if options["json"] else _told(report))

    def _fill(self, filled: Iterator[Progress], dossiers: int) -> dict[str, Any]:
        began, before, said = time.monotonic(), filling.bytes_filled(), 0.0
        try:
            for progress in filled:
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
