"""At the counter: what the person has in her archive already need not be scanned again."""

from motcua.foundation.archive.models import ArchivedPaper
from motcua.sites.desk import finding
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.archive_offers import offers
from motcua.sites.ui.filling.draft import Draft


def offered(request: ActingRequest, draft: Draft) -> dict[str, list[ArchivedPaper]]:
    """With her consent to be helped. That an officer saw which papers she keeps is written down, where she has any."""
    found = offers(draft, actor=request.actor)
    if found:
        finding.note(request, draft.dossier, part="archive")
    return found
