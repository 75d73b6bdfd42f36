"""A BPMN 2.0 file as the process of a procedure: shown as YAML with its mistakes, never published."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.proposed_process import proposal
from motcua.blueprints.workflows.bpmn.importing import imported
from motcua.blueprints.workflows.bpmn.reading import LARGEST, DrawingNotOurs, DrawingUnreadable

#: As the catalogue is written.
WIDTH = 120


class Command(BaseCommand):
    help = "Read FILE as the process of the procedure CODE, print it as YAML and tell its mistakes. Publishes nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.bpmn")
        parser.add_argument("--procedure", required=True, metavar="CODE")
        parser.add_argument("--write", type=Path, metavar="FILE.yaml", help="write the process there as well")

    def handle(self, *_args: object, **options: Any) -> None:
        version = _version(options["procedure"])
        node = self._imported(options["file"])
        text = yaml.safe_dump({"process": node}, allow_unicode=True, sort_keys=False, width=WIDTH)
        self.stdout.write(text)
        if options["write"] is not None:
            options["write"].write_text(text, encoding="utf-8")
        found = proposal(node, version=version, name=options["file"].name).mistakes
        for mistake in found:
            self.stderr.write(f"{mistake.file}: {mistake.key}: expected {mistake.expected}, found {mistake.found}")
        if found:
            raise SystemExit(1)

    def _imported(self, file: Path) -> dict[str, Any]:
        try:
            return imported(file.read_bytes())
        except OSError as error:
            message = f"{file} cannot be read"
            raise CommandError(message) from error
        except DrawingUnreadable as refusal:
            message = f"{file} is no BPMN file of at most {LARGEST} bytes without definitions of its own"
            raise CommandError(message) from refusal
        except DrawingNotOurs as refusal:
            for objection in refusal.objections:
                self.stderr.write(f"{file.name}: {objection}")
            raise SystemExit(1) from None


def _version(code: str) -> Any:
    try:
        return queries.find(code).version
    except queries.ProcedureUnknown as refusal:
        message = f"no procedure {code} is published"
        raise CommandError(message) from refusal
