"""What an act makes for people, read from the table of effects: the jobs say it themselves."""

from collections.abc import Iterator

from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.slips.jobs import LEFT_OUT
from motcua.effects.slips.promises import Making
from motcua.effects.table import AFTER

SLIP, MESSAGE = "slip ", "message applicant"


def slips(action: Action, making: Making) -> Iterator[str]:
    """The kinds of slip that are made after this act."""
    for job in AFTER.get(action, ()):
        if job.makes.startswith(SLIP):
            kind = job.makes.removeprefix(SLIP)
            if kind not in LEFT_OUT or not LEFT_OUT[kind](making):
                yield kind


def tells_applicant(action: Action) -> bool:
    return any(job.makes == MESSAGE for job in AFTER.get(action, ()))
