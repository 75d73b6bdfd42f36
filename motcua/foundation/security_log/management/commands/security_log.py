"""Look whether the log of security events is as it was written."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.foundation import legal_time
from motcua.foundation.security_log import chain
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.models import SecurityEvent
from motcua.foundation.security_log.noting import note


class Command(BaseCommand):
    help = "Verify the chain of a day of the security log; says its last hash, to compare with the security centre's"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--verify", required=True, metavar="DAY", type=date.fromisoformat, help="such as 2026-11-22"
        )
        parser.add_argument("--head", default="", help="the last hash of that day as the security centre has it")

    def handle(self, *_: Any, verify: date, head: str, **__: Any) -> None:
        at = legal_time.now()
        chain.seal(at=at)
        found = [f"link {one.number}: {one.what}" for one in chain.breaks(verify)]
        last = chain.head(verify)
        if head and (last is None or last.hash != head):
            found.append("the end is not the one that the security centre has")
        if SecurityEvent.objects.filter(link=None).exists():
            found.append("there are events that nobody has sealed")
        if found:
            note(Event.LOG_BROKEN, at=at, reason=found[0])
            raise CommandError("\n".join(found))
        self.stdout.write(f"{verify}: whole. Last hash: {last.hash if last else 'no events'}")
