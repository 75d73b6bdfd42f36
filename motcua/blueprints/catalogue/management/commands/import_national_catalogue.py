"""Take in the national catalogue: line by line, with what is broken told by its number; running it twice is once."""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.blueprints.catalogue.national.importing import Became, Taken, take_in
from motcua.foundation import legal_time


class Command(BaseCommand):
    help = "Take the procedures of FILE (one answer of LayThuTuc a line, packed with gzip or plain) into the catalogue."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--preview", action="store_true", help="tell what would change; write nothing")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *_args: object, **options: Any) -> None:
        file: Path = options["file"]
        if not file.is_file():
            message = f"{file} is not a file"
            raise CommandError(message)
        outcome = _Outcome()
        for taken in take_in(file, at=legal_time.now(), preview=options["preview"]):
            outcome.add(taken)
            told = _line(taken, preview=options["preview"])
            if told and not options["json"]:
                self.stdout.write(told)
        told = outcome.as_json if options["json"] else outcome.as_line
        self.stdout.write(
            f"preview, nothing was written: {told}" if options["preview"] and not options["json"] else told
        )


class _Outcome:
    def __init__(self) -> None:
        self.counts: Counter[Became] = Counter()
        self.proposals: list[str] = []
        self.broken: list[dict[str, object]] = []

    def add(self, taken: Taken) -> None:
        self.counts[taken.became] += 1
        if taken.is_proposal:
            self.proposals.append(taken.code)
        if taken.became is Became.BROKEN:
            self.broken.append({"line": taken.number, "why": taken.why})

    @property
    def as_line(self) -> str:
        counted = ", ".join(f"{self.counts[became]} {became}" for became in Became)
        return f"{counted}; {len(self.proposals)} proposals about procedures of ours, which stay as they are"

    @property
    def as_json(self) -> str:
        counted = {became.value: self.counts[became] for became in Became if became is not Became.BROKEN}
        return json.dumps({**counted, "proposals": self.proposals, "broken": self.broken}, ensure_ascii=False)


def _line(taken: Taken, *, preview: bool) -> str:
    """Broken lines and proposals always; what is new or changed, in a preview."""
    if taken.became is Became.BROKEN:
        return f"line {taken.number}: broken: {taken.why}"
    about = "  proposal: a procedure of ours has this code" if taken.is_proposal else ""
    if taken.became is Became.UNCHANGED or not (preview or about):
        return ""
    keys = f"  ({', '.join(taken.changed)})" if taken.changed else ""
    return f"line {taken.number}: {taken.became}: {taken.code}  {taken.name}{keys}{about}"
