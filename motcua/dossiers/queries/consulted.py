"""Which databases of others have answered about a dossier: what the national portal wants to know of each."""

from datetime import datetime

from motcua.dossiers.models import Answers, Dossier
from motcua.foundation.audit.consulted import consulted_by_officers

#: The only one that people ask by themselves, about themselves.
_OF_THE_APPLICANT = "population_db"


def consulted(dossier: Dossier, *, until: datetime) -> list[str]:
    """Up to that moment. Names as the definitions have them in `replaceable_by`, in order, each once."""
    sources = Answers.objects.filter(dossier=dossier).values_list("sources", flat=True).first() or {}
    by_herself = {_OF_THE_APPLICANT} if any(source.get("from") == "register" for source in sources.values()) else set()
    return sorted({*consulted_by_officers(dossier.pk, until=until), *by_herself})
