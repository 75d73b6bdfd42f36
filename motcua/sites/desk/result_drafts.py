"""A result drafted from what was filed: the officer says who signs, and adds what the form does not say."""

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.definition import ResultDocument
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.models import Dossier
from motcua.effects.result_documents import drafting
from motcua.effects.result_documents.layout_versions import Layout, layout_for
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.desk import acts, answering, finding
from motcua.sites.ui.acting import ActingRequest

_LONGEST = 1000


def drawn(dossier: Dossier) -> list[tuple[ResultDocument, Layout]]:
    """The results of this procedure that have a drawing today."""
    definition, on = definition_of(dossier.procedure_version_id), legal_day(legal_time.now())
    found = ((each, layout_for(definition.code, each.key, on=on)) for each in definition.results)
    return [(each, layout) for each, layout in found if layout is not None]


@require_http_methods(["GET", "HEAD", "POST"])
def result_draft(request: ActingRequest, code: str) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    if not acts.takes_results(dossier, actor=request.actor):
        raise PermissionDenied
    choices, at = drawn(dossier), legal_time.now()
    if not choices:
        raise Http404
    kind, signer = _kind(choices), _signer(dossier)
    typed = {key: request.POST.get(key, "") for key in ("kind", "signer", "note")}
    for field in (kind, signer):
        if not typed[field.key] and len(field.options) == 1:
            typed[field.key] = field.options[0].value
    context = {
        "dossier": dossier,
        "kind": kind,
        "signer": signer,
        "note": Field("note", _("Ghi thêm vào văn bản"), "textarea", max_length=_LONGEST),
        "typed": typed,
        "asks_scan": any(layout.is_certification for _document, layout in choices),
    }
    if request.method != "POST":
        return answering.page(request, "desk/result_draft.html", context)
    problems = {
        field.key: str(sentence)
        for field, sentence in ((kind, _("Chọn loại văn bản")), (signer, _("Chọn người ký")))
        if typed[field.key] not in field.choices
    }
    if problems:
        return answering.mend(request, "desk/result_draft.html", context, problems)

    def store() -> str:
        scan = request.FILES.get("file")
        made = drafting.draft(
            dossier,
            kind=typed["kind"],
            signer_id=int(typed["signer"]),
            actor=request.actor,
            by=request.user,
            at=at,
            note=typed["note"][:_LONGEST],
            scan=scan if isinstance(scan, UploadedFile) else None,
        )
        return _("Đã soạn “%(name)s”. Xem lại văn bản trước khi trình ký.") % {"name": made.file.name}

    return answering.act(request, dossier, "desk/result_draft.html", context, store)


def _kind(choices: list[tuple[ResultDocument, Layout]]) -> Field:
    options = tuple(Option(document.key, document.name) for document, _layout in choices)
    return Field("kind", _("Loại văn bản"), "radio", required=True, options=options)


def _signer(dossier: Dossier) -> Field:
    people = drafting.signers_of(dossier, at=legal_time.now())
    options = tuple(Option(str(each.account_id), each.words) for each in people)
    return Field("signer", _("Người ký"), "radio", required=True, options=options)
