from typing import Any

from django.core.management.base import BaseCommand

from motcua.dossiers.commands import calendar_changes
from motcua.foundation import legal_time


class Command(BaseCommand):
    help = "Publish the calendar as entered and record it on every open dossier; closed ones are never touched"

    def handle(self, *_: Any, **__: Any) -> None:
        version, moved = calendar_changes.apply_calendar(at=legal_time.now())
        self.stdout.write(f"Calendar version {version.number}; recorded on {moved} open dossiers")
