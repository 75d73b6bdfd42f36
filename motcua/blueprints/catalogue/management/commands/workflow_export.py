"""The process of a published procedure as a BPMN 2.0 file; see `docs/guide/bpmn.md`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.blueprints.catalogue import queries
from motcua.blueprints.workflows.bpmn.exporting import exported


class Command(BaseCommand):
    help = "Print the process of procedure CODE as BPMN 2.0."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("--to", type=Path, metavar="FILE", help="write to this file instead")

    def handle(self, *_args: object, **options: Any) -> None:
        try:
            found = queries.find(options["code"])
        except queries.ProcedureUnknown as refusal:
            message = f"no procedure {options['code']} is published"
            raise CommandError(message) from refusal
        procedure = found.version.definition["procedure"]
        file = exported(procedure["process"], code=procedure["code"], name=procedure["short_name"])
        if options["to"] is None:
            self.stdout.write(file.decode())
        else:
            options["to"].write_bytes(file)
            self.stdout.write(f"{procedure['code']} version {found.version.number}: {options['to']}")
