"""Ask the national portal for its catalogue now, and not only at night."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.blueprints.catalogue.national import updates
from motcua.effects.national_portal import client
from motcua.effects.national_portal.catalogue import NationalCatalogue
from motcua.foundation import legal_time
from motcua.foundation.refusals import Refusal


class Command(BaseCommand):
    help = "Fetch a slice of the national catalogue. What changed waits in the studio; no procedure of ours is altered."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=updates.SLICE, help="how many procedures are asked for")

    def handle(self, *_args: object, **options: Any) -> None:
        if not client.is_connected():
            message = "There is no line to the national portal: NATIONAL_PORTAL_URL is empty"
            raise CommandError(message)
        try:
            told = updates.fetch(NationalCatalogue(), at=legal_time.now(), most=options["most"])
        except Refusal as refused:
            message = f"The round broke off: {type(refused).__name__}"
            raise CommandError(message) from refused
        self.stdout.write(
            f"{told.listed} listed, {told.asked} asked for: "
            f"{told.new} new, {told.changed} changed, {told.ended} ended, {told.broken} broken"
        )
