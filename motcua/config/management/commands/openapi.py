import json
from typing import Any

from django.core.management.base import BaseCommand

from motcua.sites.api import describing


class Command(BaseCommand):
    help = "Print docs/running/openapi.json: our own door for other systems, as OpenAPI 3.1"

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(json.dumps(describing.document(), ensure_ascii=False, indent=1))
