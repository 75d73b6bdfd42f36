"""The deadline that explains itself: the same lines for citizen, officer and inspector."""

from motcua.dossiers.models import Dossier
from motcua.dossiers.models.history import history
from motcua.dossiers.rules import projection
from motcua.dossiers.rules.legal_clock import Reading
from motcua.foundation.calendar.versions import calendar_of


def ledger(dossier: Dossier) -> Reading | None:
    """Each stretch in which the clock ran or stood, with its ground and every day counted; None for a draft."""
    events = history(dossier)
    return projection.reading(events, calendar_of=calendar_of) if events else None
