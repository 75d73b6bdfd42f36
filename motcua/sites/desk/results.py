from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import decision
from motcua.dossiers.models import Dossier
from motcua.foundation.files import storage
from motcua.sites.desk import acts, answering, filed, finding, questions
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def result(request: ActingRequest, code: str) -> HttpResponse:
    """Put the document of the result into the dossier."""
    dossier = finding.dossier_of(request, code)
    if not acts.takes_results(dossier, actor=request.actor):
        raise PermissionDenied
    definition = definition_of(dossier.procedure_version_id)
    kind = questions.result_kind(definition)
    typed = request.POST.get("kind", "") or (kind.options[0].value if len(kind.options) == 1 else "")
    earlier = filed.results(definition, finding.results_of(dossier))
    context = {"dossier": dossier, "kind": kind, "typed": typed, "earlier": earlier}
    if request.method != "POST":
        return answering.page(request, "desk/result.html", context)
    if problems := _empty(request, kind.choices, typed):
        return answering.mend(request, "desk/result.html", context, problems)
    return answering.act(request, dossier, "desk/result.html", context, lambda: _file(request, dossier, typed))


def _empty(request: ActingRequest, kinds: dict[str, str], typed: str) -> dict[str, str]:
    problems = {}
    if typed not in kinds:
        problems["kind"] = _("Chọn loại văn bản")
    if "file" not in request.FILES:
        problems["file"] = _("Chọn tệp văn bản kết quả")
    return problems


def _file(request: ActingRequest, dossier: Dossier, kind: str) -> str:
    upload, at = request.FILES["file"], timezone.now()
    stored = storage.store(upload, name=upload.name or "", by=request.user, at=at)
    decision.file_result(dossier, kind=kind, file=stored, actor=request.actor, at=at)
    return _("Đã lưu văn bản kết quả “%(name)s”.") % {"name": stored.name}
