"""A partner that failed several times is left alone for a while: nobody waits for what will not come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

Told = TypeVar("Told")

#: After so many failures in a row it is not asked for so long. Each process learns it for itself.
FAILURES = 3
REST = timedelta(seconds=30)


@dataclass
class Breaker:
    failures: int = 0
    open_until: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        return self.open_until is not None and at < self.open_until

    def lets_one_through(self, at: datetime) -> bool:
        """As long as it has not answered again, one asks after each rest and the others go elsewhere."""
        if self.open_until is None:
            return True
        if at < self.open_until:
            return False
        self.open_until = at + REST
        return True

    def ask(self, partner: Callable[[], Told], *, at: datetime, down: type[Exception]) -> Told:
        """What the partner says. `down` is raised by the partner who is down, and here while nobody is to be asked.

        A no is an answer as well: whatever else is raised shows that somebody is there.
        """
        if self.is_open(at):
            raise down
        try:
            told = partner()
        except down:
            self.note_failure(at)
            raise
        except Exception:
            self.note_answer()
            raise
        self.note_answer()
        return told

    def note_answer(self) -> None:
        self.failures, self.open_until = 0, None

    def note_failure(self, at: datetime) -> None:
        self.failures += 1
        if self.failures >= FAILURES:
            self.open_until = at + REST
