"""Ask the population database about nobody, to see whether it lets us in and how long it takes."""

import time
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.effects.registries import speaking
from motcua.effects.registries.population import connection
from motcua.effects.registries.population.doors import door
from motcua.effects.registries.population.port import NobodyFound, Question
from motcua.effects.registries.port import RegisterDown
from motcua.foundation import legal_time
from motcua.foundation.breaker import Breaker

#: A number that no province gives, so that nobody is looked up.
NOBODY = "000000000000"


class Command(BaseCommand):
    help = "See whether the population database answers, without asking about anybody"

    def handle(self, *_: Any, **__: Any) -> None:
        if not settings.POPULATION_URL:
            raise CommandError("POPULATION_URL is not set: no register is asked.")
        before = time.monotonic()
        try:
            connection.look_up(_question(), door=door(), at=legal_time.now(), breaker=Breaker())
        except NobodyFound:
            self.stdout.write(f"answers, in {round((time.monotonic() - before) * 1000)} ms")
        except RegisterDown as down:
            told = f"does not answer within {speaking.LIMIT_SECONDS} s, or not as agreed"
            raise CommandError(f"{told}. See POPULATION_* in docs/running/configure.md.") from down


def _question() -> Question:
    return Question(
        request_id=uuid4(),
        personal_id=NOBODY,
        full_name="KIỂM TRA KẾT NỐI",
        birth_date="1900",
        procedure="",
        asked_by="check",
    )
