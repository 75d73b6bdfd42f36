"""Tell the measuring service again what it refused, once the reason has been mended; show how much waits."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.effects.measuring import outbound
from motcua.effects.measuring.models import Measurement


class Command(BaseCommand):
    help = "How many messages wait for the measuring service, were refused by it; --refused sends those again"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--refused", action="store_true", help="queue what was refused once more")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["refused"]:
            self.stdout.write(f"queued again: {outbound.send_refused()}")
        waiting = Measurement.objects.filter(sent_at=None)
        refused = waiting.exclude(refused_at=None).count()
        self.stdout.write(f"waiting: {waiting.filter(refused_at=None).count()}, refused: {refused}")
