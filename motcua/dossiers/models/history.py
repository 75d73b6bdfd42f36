"""The events of a dossier as plain values, for the pure rules."""

from typing import Any

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.rules.lifecycle import Action, Clock, State
from motcua.dossiers.rules.projection import Happened

COLUMNS = ("number", "action", "to_state", "clock", "happened_at", "calendar_version_id", "details")


def history(dossier: Dossier) -> list[Happened]:
    return [happened(row) for row in dossier.events.order_by("number").values_list(*COLUMNS)]


def happened(row: tuple[Any, ...]) -> Happened:
    """A row of COLUMNS as a value."""
    number, action, to_state, clock, at, calendar_version, details = row
    return Happened(number, Action(action), State(to_state), Clock(clock), at, calendar_version, details)
