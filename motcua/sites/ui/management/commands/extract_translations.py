from typing import Any

from django.core.management.base import BaseCommand

from motcua.sites.ui import translations


class Command(BaseCommand):
    help = "Bring locale/en/LC_MESSAGES/django.po up to date with the words in the code."
    requires_system_checks: list[str] = []

    def handle(self, **_: Any) -> None:
        missing = translations.update_english()
        for message in missing:
            self.stdout.write(message)
        self.stdout.write(f"{len(missing)} messages want an English sentence.")
