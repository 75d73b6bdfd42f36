"""Which papers of a dossier are kept, for whom, and until when they serve."""

from datetime import datetime
from typing import Any

from motcua.blueprints.catalogue.definition import ResultDocument
from motcua.blueprints.catalogue.papers import paper_named
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier, Paper, ResultState
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation.archive.models import ArchivedPaper, Origin
from motcua.foundation.calendar.arithmetic import legal_day, months_later


def accepted_papers(dossier: Dossier, *, at: datetime) -> list[ArchivedPaper]:
    """Those that last and were handed in: a paper that came from an archive is there already.

    A paper that serves for some months only is left out, since nobody has typed its day of issue.
    """
    owner = _owner(dossier)
    definition = definition_of(dossier.procedure_version_id)
    given = Paper.objects.filter(dossier=dossier, removed_at=None, archived=None, added_at__lte=at)
    required = ((paper, paper_named(definition, key=paper.item)) for paper in given.select_related("file"))
    return [
        ArchivedPaper(
            **owner,
            kind=asked.archive_kind,
            name=asked.name,
            file=paper.file,
            origin=Origin.ACCEPTED,
            dossier_id=dossier.pk,
            dossier_code=dossier.code or "",
            item=paper.item,
            kept_at=at,
        )
        for paper, asked in required
        if owner and asked and asked.archive_kind and not asked.valid_months
    ]


def result_of(dossier: Dossier) -> list[ArchivedPaper]:
    """The published document of what was granted. A denial proves nothing that another procedure asks for."""
    owner = _owner(dossier)
    result = dossier.results.filter(state=ResultState.ISSUED).select_related("file").order_by("-published_at").first()
    if owner is None or result is None or result.published_at is None or dossier.outcome != Outcome.GRANTED:
        return []
    document = _document(dossier, result.kind)
    if document is None or not document.archive_kind:
        return []
    issued_on = legal_day(result.published_at)
    return [
        ArchivedPaper(
            **owner,
            kind=document.archive_kind,
            name=document.name,
            file=result.file,
            origin=Origin.RESULT,
            number=result.number,
            issued_on=issued_on,
            result_code=document.code or "",
            valid_to=months_later(issued_on, document.valid_months) if document.valid_months else None,
            dossier_id=dossier.pk,
            dossier_code=dossier.code or "",
            item=result.kind,
            kept_at=result.published_at,
        )
    ]


def _owner(dossier: Dossier) -> dict[str, Any] | None:
    """The holder. Where it is not known who that is, nothing is kept: it is not the applicant's."""
    if dossier.holder_organisation_id is not None:
        return {"organisation_id": dossier.holder_organisation_id}
    return {"person_id": dossier.holder_id} if dossier.holder_id is not None else None


def _document(dossier: Dossier, key: str) -> ResultDocument | None:
    return next((each for each in definition_of(dossier.procedure_version_id).results if each.key == key), None)
