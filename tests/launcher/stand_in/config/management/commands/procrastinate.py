"""A worker with nothing to do."""

import signal
import sys

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action")
        parser.add_argument("--queues")
        parser.add_argument("--concurrency")

    def handle(self, *_: object, **__: object) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        signal.pause()
