"""What can be chosen on the command line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`seconds` is the length of each measurement; `dossiers` how many must lie there for lists and look-ups."""

    seconds: float
    clients: int
    dossiers: int | None
