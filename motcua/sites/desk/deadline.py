"""The deadline on the page of a dossier, and beside it how the national index counts."""

from datetime import datetime

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.ledger import explained
from motcua.sites.ui import ledger_words, two_readings


def deadline_of(dossier: Dossier, *, at: datetime) -> dict[str, object]:
    """Nothing before the clock has started."""
    found = explained(dossier, at=at)
    if found is None:
        return {"deadline": None, "readings": None}
    papers = ledger_words.papers_of(dossier)
    return {
        "deadline": ledger_words.in_words(found, papers=papers, at=at),
        "readings": two_readings.readings(found, at=at),
    }
