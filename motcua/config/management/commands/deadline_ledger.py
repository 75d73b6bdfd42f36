"""Say how the due date of one dossier came about, line by line, as its pages do: bin/manage deadline_ledger CODE."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.ledger import explained
from motcua.foundation import legal_time
from motcua.sites.ui import formats, ledger_words, two_readings
from motcua.sites.ui.ledger_lines import Line


class Command(BaseCommand):
    help = "Print the ledger of a dossier's deadline; it names no person"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the code of the dossier")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_: Any, code: str, **options: Any) -> None:
        dossier = Dossier.objects.filter(code=code).first()
        if dossier is None:
            raise CommandError(f"There is no dossier {code}.")
        at = legal_time.now()
        found = explained(dossier, at=at)
        if found is None:
            raise CommandError(f"{code} has not been accepted: its clock has not started.")
        with translation.override("vi"):
            told = ledger_words.in_words(found, papers=ledger_words.papers_of(dossier), at=at)
            both = two_readings.readings(found, at=at)
            if options["json"]:
                self.stdout.write(json.dumps(asdict(told), ensure_ascii=False, default=str))
                return
            for number, line in enumerate(told.lines, start=1):
                self.stdout.writelines(_text(number, line))
            self.stdout.write(f"Hẹn: {told.due or 'đang tạm dừng'}{f' ({told.left})' if told.left else ''}")
            self.stdout.write(f"Ban đầu: {formats.appointment(found.original_due_at)}")
            self.stdout.write(f"Đã in: {formats.appointment(found.promised_at)}")
            for name, law, index in both.rows if both else ():
                self.stdout.write(f"{name}: {law} | QĐ 766: {index}")


def _text(number: int, line: Line) -> Iterator[str]:
    yield f"{number}. {line.title}: {line.when}\n"
    for said in (line.why, line.paper, " ".join(filter(None, (line.tally, "; ".join(line.counted)))), line.gives):
        if said:
            yield f"   {said}\n"
    if line.skipped:
        yield f"   Không tính: {'; '.join(line.skipped)}\n"
