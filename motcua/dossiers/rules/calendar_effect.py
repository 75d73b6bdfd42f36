"""What another calendar does to the count of one dossier."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.legal_clock import Reading
from motcua.dossiers.rules.projection import Happened, tick
from motcua.foundation.calendar.arithmetic import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Effect:
    before: Reading
    after: Reading

    @property
    def moves(self) -> bool:
        """Another date."""
        return self.before.due_at != self.after.due_at

    @property
    def recounts(self) -> bool:
        """Another ledger: other days were counted, or other days are left for when the clock goes on."""
        return self.before != self.after


def effect(events: Sequence[Happened], *, old: WorkingCalendar, new: WorkingCalendar) -> Effect:
    ticks = [tick(event) for event in events]
    return Effect(legal_clock.read(ticks, calendar=old), legal_clock.read(ticks, calendar=new))
