"""Compute the facts and figures from the events anew, or say where they differ: bin/manage facts --rebuild|--check."""

import json
import os
import time
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.effects.reporting import rebuilding
from motcua.effects.reporting.rebuilding import Progress
from motcua.foundation import legal_time

#: Seconds between two lines of progress.
_SAY_EVERY = 5.0


class Command(BaseCommand):
    help = "Rebuild the facts and figures from the events of dossiers, or check them"

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument("--rebuild", action="store_true", help="go on where an earlier run was interrupted")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="of a rebuild, at once")
        chosen.add_argument("--check", action="store_true", help="change nothing; exit 1 when anything differs")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_: Any, check: bool, processes: int, **options: Any) -> None:
        began = time.monotonic()
        steps = rebuilding.check() if check else rebuilding.rebuild(at=legal_time.now(), threads=processes)
        done = self._follow(steps)
        seconds = time.monotonic() - began
        for named in done.named:
            self.stderr.write(f"differs: {named}")
        report = {
            "dossiers": done.dossiers,
            "seconds": round(seconds, 1),
            "per_second": round(done.dossiers / seconds),
            **({"differing_facts": done.facts_differ, "differing_cells": done.cells_differ} if check else {}),
        }
        self.stdout.write(json.dumps(report) if options["json"] else _told(report))
        if done.facts_differ or done.cells_differ:
            raise SystemExit(1)

    def _follow(self, steps: Iterator[Progress]) -> Progress:
        """Say how far it is, now and then; give the last word."""
        done, said = Progress(), 0.0
        for done in steps:
            if time.monotonic() - said > _SAY_EVERY:
                said = time.monotonic()
                self.stderr.write(_so_far(done))
        return done


def _so_far(done: Progress) -> str:
    if done.months:
        return f"{done.months} months counted"
    part = min(done.next_dossier, done.last_dossier) / max(done.last_dossier, 1)
    return f"{done.dossiers:,} dossiers read, {part:.0%}"


def _told(report: dict[str, Any]) -> str:
    told = f"{report['dossiers']:,} dossiers in {report['seconds']:,} s ({report['per_second']:,}/s)"
    if "differing_facts" in report:
        return f"{told}; {report['differing_facts']:,} facts and {report['differing_cells']:,} cells differ"
    return told
