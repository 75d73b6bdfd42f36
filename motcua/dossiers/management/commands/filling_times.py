"""Count how long forms took in the months that are over, or say which counts are wrong: bin/manage filling_times."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.dossiers.commands.filling_times import count_months
from motcua.dossiers.queries.measures import differing_months
from motcua.foundation import legal_time


class Command(BaseCommand):
    help = "Count how long forms took in the months that are over, or check the counts"

    def add_arguments(self, parser: CommandParser) -> None:
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument("--rebuild", action="store_true", help="count every month that is over anew")
        chosen.add_argument("--check", action="store_true", help="change nothing; exit 1 when a month differs")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_: Any, check: bool, **options: Any) -> None:
        if check:
            self._tell("differ", differing := differing_months(), as_json=options["json"])
            if differing:
                raise SystemExit(1)
            return
        self._tell("counted", count_months(at=legal_time.now(), anew=True), as_json=options["json"])

    def _tell(self, what: str, months: list[date], *, as_json: bool) -> None:
        named = [f"{month:%Y-%m}" for month in months]
        self.stdout.write(
            json.dumps({what: named}) if as_json else f"{len(named)} months {what} {' '.join(named)}".strip()
        )
