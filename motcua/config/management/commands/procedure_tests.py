"""Run the tests that procedures carry: bin/manage procedure_tests 1.001193"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.effects.procedure_tests import published
from motcua.effects.procedure_tests.outcome import Outcome
from motcua.foundation.calendar import versions


class Command(BaseCommand):
    help = "Run the tests of the published procedures over the calendar in force; ends with 1 when one is red."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", nargs="?", default="", metavar="CODE", help="of one procedure; without it, of all")

    def handle(self, *_: Any, code: str, **__: Any) -> None:
        outcomes = published.outcomes(calendar=versions.calendar_of(versions.current_id()), code=code)
        if not outcomes:
            raise CommandError(f"No published procedure {code} has tests." if code else "No procedure has tests.")
        for outcome in outcomes:
            self._tell(outcome)
        red = sum(not outcome.is_green for outcome in outcomes)
        self.stdout.write(f"{len(outcomes)} tests, {red} red")
        if red:
            raise SystemExit(1)

    def _tell(self, outcome: Outcome) -> None:
        word = self.style.SUCCESS("green") if outcome.is_green else self.style.ERROR("red  ")
        self.stdout.write(f"{word}  {outcome.code}  {outcome.test.name}")
        for line in outcome.lines:
            for red in line.reds:
                self.stdout.write(
                    f"       {line.at:%Y-%m-%d %H:%M}  {red.what}: expected {red.expected}, found {red.found}"
                )
