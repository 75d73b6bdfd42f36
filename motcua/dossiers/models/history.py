"""The events of a dossier as plain values, for the pure rules."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.event import DossierEvent
from motcua.dossiers.rules.lifecycle import Action, Clock, State
from motcua.dossiers.rules.projection import Happened

COLUMNS = ("number", "action", "to_state", "clock", "happened_at", "calendar_version_id", "details")
_columns_of = attrgetter(*COLUMNS)


def history(dossier: Dossier) -> list[Happened]:
    return [happened(row) for row in dossier.events.order_by("number").values_list(*COLUMNS)]


def histories(dossier_ids: Iterable[int]) -> dict[int, list[Happened]]:
    """Of many dossiers in one query."""
    told: dict[int, list[Happened]] = {}
    rows = DossierEvent.objects.filter(dossier__in=[*dossier_ids]).order_by("dossier_id", "number")
    for dossier_id, *row in rows.values_list("dossier_id", *COLUMNS):
        told.setdefault(dossier_id, []).append(happened(tuple(row)))
    return told


def history_with(event: DossierEvent) -> list[Happened]:
    """The history that ends in this event, which has just been added; the first one need not be read back."""
    return history(event.dossier) if event.number > 1 else [happened(_columns_of(event))]


def happened(row: tuple[Any, ...]) -> Happened:
    """A row of COLUMNS as a value."""
    number, action, to_state, clock, at, calendar_version, details = row
    return Happened(number, Action(action), State(to_state), Clock(clock), at, calendar_version, details)
