from typing import Any

from django.core.management.base import BaseCommand

from motcua.sites.ui import translations


class Command(BaseCommand):
    help = "Write the English catalogue that the server reads, when it is older than its source."
    requires_system_checks: list[str] = []

    def handle(self, **_: Any) -> None:
        did = translations.compile_english()
        self.stdout.write("English catalogue written." if did else "English catalogue is up to date.")
