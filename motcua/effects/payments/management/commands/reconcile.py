"""Compare a statement file with the money book, from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count

from motcua.effects.payments import reconciling, statements
from motcua.effects.payments.models import Agreement
from motcua.foundation import legal_time
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal


class Command(BaseCommand):
    help = "Compare a statement of a gateway or bank with our book; the same file twice gives the same result"

    def add_arguments(self, arguments: ArgumentParser) -> None:
        arguments.add_argument("file", type=Path)
        arguments.add_argument("--agency", default="", help="the code of the agency whose book it is; otherwise all")
        arguments.add_argument("--gateway", default="", help="whose file it is, where its headings do not say so")

    def handle(self, *_: Any, file: Path, gateway: str, agency: str, **__: Any) -> None:
        try:
            content = file.read_bytes()
            column_map = statements.recognised(content, gateway=gateway)
            made = reconciling.reconcile(content, column_map=column_map, at=legal_time.now(), agency_id=_owner(agency))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        except Refusal as refusal:
            facts = "".join(f" ({name} {value})" for name, value in refusal.facts.items())
            raise CommandError(f"{refusal}{facts}") from refusal
        counts = dict(made.rows.values_list("agreement").annotate(Count("pk")))
        self.stdout.write(f"{made.gateway}, {made.first_day} to {made.last_day}, by the map {made.column_map}")
        for agreement in Agreement:
            self.stdout.write(f"{agreement.value:15}{counts.get(agreement, 0):8}")
        for row in made.rows.exclude(agreement=Agreement.MATCHED).order_by("pk"):
            self.stdout.write(
                f"{row.agreement:15} {row.transaction} there {row.amount_there} here {row.amount_here} {row.result}"
            )


def _owner(code: str) -> int | None:
    if not code:
        return None
    found = Agency.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise CommandError(f"There is no agency {code}")
    return found
