"""Who handles a procedure, and where a citizen files it: dated, because it moves with decisions and not with us."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Handled(StrEnum):
    """Here; here too, but filed online at the national portal alone; or by a ministry in a system of its own."""

    HERE = "here"
    PORTAL = "portal"
    MINISTRY = "ministry"


@dataclass(frozen=True, slots=True)
class Handling:
    """From that day on, by that decision."""

    where: Handled
    valid_from: date
    basis: str = ""


def on_day(handlings: Iterable[Handling], day: date) -> Handled:
    """What nobody has decided otherwise is handled here."""
    begun = [each for each in handlings if each.valid_from <= day]
    return max(begun, key=lambda each: each.valid_from).where if begun else Handled.HERE
