"""How often one account may ask registers within an hour, from a day on; without arguments, what holds."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.effects.registries.allowance import BEFORE_ANY_DECISION
from motcua.effects.registries.models import Asker, LookUpAllowance


class Command(BaseCommand):
    help = "Decide how often an officer or a citizen may ask registers within an hour, from a day on"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("asker", nargs="?", choices=Asker.values)
        parser.add_argument("per_hour", nargs="?", type=int)
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, help="the first day, 2026-12-01")
        parser.add_argument("--basis", default="", help="the document that says so")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["asker"]:
            self._decide(**{name: options[name] for name in ("asker", "per_hour", "valid_from", "basis")})
        for asker, before in BEFORE_ANY_DECISION.items():
            self.stdout.write(f"{asker}: {before} an hour before any decision")
        for each in LookUpAllowance.objects.order_by("asker", "valid_from"):
            self.stdout.write(f"{each.asker}: {each.per_hour} an hour from {each.valid_from}, {each.basis}")

    def _decide(self, *, asker: str, per_hour: int | None, valid_from: date | None, basis: str) -> None:
        if not per_hour or per_hour < 1 or valid_from is None or not basis.strip():
            raise CommandError("Say how many an hour, --from which day, and by which --basis.")
        LookUpAllowance.objects.update_or_create(
            asker=asker, valid_from=valid_from, defaults={"per_hour": per_hour, "basis": basis.strip()}
        )
