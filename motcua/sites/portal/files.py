"""Own papers, results and slips, through the dossier that they belong to."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from motcua.dossiers.models import Dossier, Paper, Result
from motcua.dossiers.queries import family
from motcua.effects.slips.models import Slip
from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.response import download
from motcua.sites.portal import finding
from motcua.sites.ui.acting import ActingRequest


@require_safe
def file(request: ActingRequest, code: str, file_id: UUID) -> HttpResponseBase:
    dossier = finding.dossier_of(request, code)
    return download(get_object_or_404(_files_of(dossier), pk=file_id))


@require_safe
def slip(request: ActingRequest, code: str, kind: str) -> HttpResponseBase:
    """The newest of that kind, as it was issued."""
    dossier = finding.dossier_of(request, code)
    issued = Slip.objects.for_citizens().filter(dossier=dossier, kind=kind).select_related("file").order_by("-pk")
    return download(get_object_or_404(issued[:1]).file)


def _files_of(dossier: Dossier) -> QuerySet[StoredFile]:
    """What the applicant gave, and results that are out, those of its members among them."""
    papers = Paper.objects.filter(dossier=dossier, file=OuterRef("pk"))
    results = Result.objects.filter(dossier=dossier, file=OuterRef("pk"), published_at__isnull=False)
    of_members = family.published_of_members(dossier).filter(file=OuterRef("pk"))
    return StoredFile.objects.filter(Q(Exists(papers)) | Q(Exists(results)) | Q(Exists(of_members)))
