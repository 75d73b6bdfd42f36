from typing import Any

from django.core.management.base import BaseCommand

from motcua.dossiers.rules.drawing import page


class Command(BaseCommand):
    help = "Print docs/lifecycle.md from the lifecycle table"

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(page(), ending="")
