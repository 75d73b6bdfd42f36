"""Both sides of every dossier, the national portal's and ours, field by field."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.effects.national_portal import client, comparing
from motcua.foundation import legal_time


class Command(BaseCommand):
    help = "Compare what the national portal has with what we would tell it; ends with 1 where they differ"

    def add_arguments(self, arguments: ArgumentParser) -> None:
        arguments.add_argument("--all", action="store_true", help="also what has not moved since it was compared last")
        arguments.add_argument("--resend", action="store_true", help="tell what differs again, as a whole")
        arguments.add_argument("--json", action="store_true")

    def handle(self, *_: Any, **chosen: Any) -> None:
        if not client.is_connected():
            raise CommandError("There is no line to the national portal: NATIONAL_PORTAL_URL is empty")
        found = comparing.compare(at=legal_time.now(), everything=chosen["all"], resend=chosen["resend"])
        if chosen["json"]:
            self.stdout.write(json.dumps(asdict(found)))
        else:
            self.stdout.write(
                f"{found.compared} compared, {found.differences} differences in {len(found.differing)} of them, "
                f"{found.under_way} under way, {found.untold} told for the first time, {found.unanswered} not answered"
            )
            for code in found.differing:
                self.stdout.write(f"  {code}")
        if found.differing or found.unanswered:
            raise SystemExit(1)
