"""What the signatures of a file say. The process ends with 0 when all hold, 1 when not, 2 when there are none."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from motcua.foundation import legal_time
from motcua.foundation.signing.verifying import Found, Judgement, Later, Report, examine

_ENDS = {
    Judgement.HOLDS: 0,
    Judgement.BROKEN: 1,
    Judgement.NOT_TRUSTED: 1,
    Judgement.UNSIGNED: 2,
    Judgement.UNREADABLE: 2,
}
_SAID = {
    Judgement.HOLDS: "every signature holds",
    Judgement.BROKEN: "changed after it was signed",
    Judgement.NOT_TRUSTED: "whole, but signed by somebody who is not believed",
    Judgement.UNSIGNED: "not signed",
    Judgement.UNREADABLE: "cannot be read",
}
_LATER = {
    Later.NOTHING: "nothing came after it",
    Later.ALLOWED: "what came after it is allowed",
    Later.FORBIDDEN: "what came after it is NOT allowed",
}


class Command(BaseCommand):
    help = "Check the signatures of a PDF"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="for other programs")

    def handle(self, *_: Any, file: Path, **options: Any) -> None:
        try:
            content = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file}: {problem.strerror}", returncode=2) from problem
        report = examine(content, at=legal_time.now())
        told = json.dumps(report.as_json(), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        self.stdout.write(told if options["json"] else _words(file, report))
        if _ENDS[report.judgement]:
            raise SystemExit(_ENDS[report.judgement])


def _words(file: Path, report: Report) -> str:
    return "\n".join([f"{file}: {_SAID[report.judgement]}", *(_one(each) for each in report.signatures)])


def _one(found: Found) -> str:
    trust = "revoked" if found.revoked else "expired" if found.expired else "not believed"
    return "\n".join(
        (
            f"  {found.field}: {found.signer}" + (f", {found.office}" if found.office else ""),
            f"    certificate by {found.issuer}: {'believed' if found.trusted else trust}",
            f"    time: {found.stamped_at} by {found.stamped_by}"
            if found.stamped_at
            else f"    time: {found.said_at}, as the signature says itself",
            f"    {'intact' if found.intact else 'NOT intact'}; {_LATER[found.later]}",
        )
    )
