from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import result_uploads
from motcua.foundation import legal_time
from motcua.sites.desk import acts, answering, filed, finding, questions, result_drafts
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
    context["drawn"] = [document.name for document, _layout in result_drafts.drawn(dossier)]
    if request.method != "POST":
        return answering.page(request, "desk/result.html", context)
    upload = request.FILES.get("file")
    if typed not in kind.choices:
        return answering.mend(request, "desk/result.html", context, {"kind": _("Chọn loại văn bản")})
    if not isinstance(upload, UploadedFile):
        return answering.mend(request, "desk/result.html", context, {"file": _("Chọn tệp văn bản kết quả")})

    def store() -> str:
        at = legal_time.now()
        name, by = upload.name or "", request.user
        made = result_uploads.upload(dossier, kind=typed, stream=upload, name=name, by=by, actor=request.actor, at=at)
        return _("Đã lưu văn bản kết quả “%(name)s”.") % {"name": made.file.name}

    return answering.act(request, dossier, "desk/result.html", context, store)
