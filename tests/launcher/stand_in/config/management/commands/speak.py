"""Says its own name and ends as it is told. conftest.py copies it to every name that is called."""

import os
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--code", type=int, default=0)

    def handle(self, *_: object, **options: object) -> None:
        self.stdout.write(f"{Path(__file__).stem}, demo {os.environ['DEMO']}")
        sys.exit(options["code"])  # type: ignore[arg-type]  # the parser made it a number
