"""Is a signed report what was signed, and does it follow from its facts? Ends with 0 when all holds, 1 when not, 2 when
the file is none of ours.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.effects.reporting.verifying import FileBroken, Verdict, examine
from motcua.foundation import legal_time


class Command(BaseCommand):
    help = "Check a signed report: its files, its signature, and every number again from the facts"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_: Any, file: Path, **_options: Any) -> None:
        try:
            verdict = examine(file, at=legal_time.now(), roots=Path(settings.SIGNING_TRUST))
        except FileBroken as problem:
            message = f"{file}: no signed report, or a part of it is missing"
            raise CommandError(message, returncode=2) from problem
        self.stdout.write("\n".join(_said(verdict)))
        if not verdict.holds:
            raise SystemExit(1)


def _said(verdict: Verdict) -> list[str]:
    stamp = f", time stamp {verdict.stamped_at.isoformat()}" if verdict.stamped_at else ", no time stamp"
    trust = "somebody whom this place believes" if verdict.trusted else "NOT somebody whom this place believes"
    return [
        f"signature: {'holds' if verdict.signed else 'does NOT hold'}, by {verdict.signer}, {trust}{stamp}",
        *(f"CHANGED: {name}" for name in verdict.changed),
        *(f"DIFFERS: {line}" for line in verdict.differences),
        "files: as they were signed" if not verdict.changed else "files: NOT as they were signed",
        "result: follows from the facts" if not verdict.differences else "result: does NOT follow from the facts",
        "The same without us: unpack it, then",
        "  sha256sum -c SHA256SUMS",
        "  openssl cms -verify -binary -inform DER -in SHA256SUMS.p7s -content SHA256SUMS -noverify -out /dev/null",
        "  python3 -m motcua.effects.reporting.recount .",
    ]
