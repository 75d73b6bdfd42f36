import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.foundation.files import sweep


class Command(BaseCommand):
    help = "List the files that no row names and that are older than a day; --remove takes them away"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *_: Any, remove: bool, as_json: bool, **__: Any) -> None:
        found = list(sweep.orphans(now=time.time()))
        if remove:
            for orphan in found:
                sweep.remove(orphan)
        size = sum(orphan.size for orphan in found)
        if as_json:
            summary = {"files": [orphan.key for orphan in found], "bytes": size, "removed": remove}
            self.stdout.write(json.dumps(summary))
            return
        for orphan in found:
            self.stdout.write(f"{orphan.key}  {orphan.size} bytes")
        self.stdout.write(
            f"{len(found)} files, {size} bytes {'removed' if remove else 'found; --remove takes them away'}"
        )
