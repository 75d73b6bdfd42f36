from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from motcua.dossiers.models import Dossier, Opinion, Paper, Result, ResultFile
from motcua.dossiers.queries import family
from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.response import download
from motcua.sites.desk import finding
from motcua.sites.ui.acting import ActingRequest


@require_safe
def file(request: ActingRequest, code: str, file_id: UUID) -> FileResponse:
    """A paper or a result of the dossier; who fetched it is written down."""
    dossier = finding.dossier_of(request, code)
    found = get_object_or_404(_files_of(dossier), pk=file_id)
    given_out = download(found)
    # What the scanner keeps closed was not seen by anybody.
    finding.note(request, dossier, file_id=found.pk)
    return given_out


def _files_of(dossier: Dossier) -> QuerySet[StoredFile]:
    """A filed paper stays with its filing even when it was taken out later; results of members lie with the whole."""
    papers = StoredFile.objects.filter(pk__in=Paper.objects.filter(dossier=dossier).values("file"))
    results = StoredFile.objects.filter(pk__in=Result.objects.filter(dossier=dossier).values("file"))
    results |= StoredFile.objects.filter(pk__in=ResultFile.objects.filter(result__dossier=dossier).values("file"))
    opinions = StoredFile.objects.filter(pk__in=Opinion.objects.filter(work_item__dossier=dossier).values("file"))
    return (
        papers
        | results
        | opinions
        | StoredFile.objects.filter(pk__in=family.published_of_members(dossier).values("file"))
    )
