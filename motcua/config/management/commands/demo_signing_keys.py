"""Keys that everybody knows are worth nothing: made in a demonstration, so that signing can be seen."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.foundation import legal_time
from motcua.foundation.signing.trial import keys


class Command(BaseCommand):
    help = "Make keys for the signatories and agencies of a demonstration (SIGNING_KEYS_DIR, SIGNING_TRUST)"

    def handle(self, *_: Any, **__: Any) -> None:
        if not settings.DEMO:
            raise CommandError("An office signs with the keys that its authority was given: set DEMO=1 for a trial.")
        if not settings.SIGNING_PASSWORD:
            raise CommandError("Set SIGNING_PASSWORD: the files are locked with it.")
        place = keys.Place(
            Path(settings.SIGNING_KEYS_DIR), Path(settings.SIGNING_TRUST), password=settings.SIGNING_PASSWORD
        )
        made = keys.make(place, at=legal_time.now())
        self.stdout.write(f"{made} keys made in {place.keys}")
