"""How many days the words of messages are kept, from a day on; without arguments, what holds."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.foundation.messaging.erasing import BEFORE_ANY_DECISION
from motcua.foundation.messaging.models import WordsRetention

_LEAST = 7


class Command(BaseCommand):
    help = "Decide for how many days the words and addresses of messages are kept, from a day on"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("days", nargs="?", type=int)
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, help="the first day, 2026-12-01")
        parser.add_argument("--basis", default="", help="the document that says so")

    def handle(self, *_: Any, **options: Any) -> None:
        days, valid_from, basis = options["days"], options["valid_from"], options["basis"].strip()
        if days is not None:
            if days < _LEAST or valid_from is None or not basis:
                raise CommandError(f"Say how many days, at least {_LEAST}, --from which day, and by which --basis.")
            WordsRetention.objects.update_or_create(valid_from=valid_from, defaults={"days": days, "basis": basis})
        self.stdout.write(f"{BEFORE_ANY_DECISION} days before any decision")
        for each in WordsRetention.objects.order_by("valid_from"):
            self.stdout.write(f"{each.days} days from {each.valid_from}, {each.basis}")
