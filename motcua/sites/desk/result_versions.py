"""One version of a result: how it looks, who signed it, where it lies; and what is done with it after the decision."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import numbers, replacing, results
from motcua.dossiers.models import Dossier, Result, ResultState, SigningStage
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.foundation import legal_time
from motcua.foundation.files.response import download, shown
from motcua.sites.desk import answering, filed, finding, questions, result_words, signing_pages
from motcua.sites.ui.acting import ActingRequest


@require_safe
def result_version(request: ActingRequest, code: str, result_id: int) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    found = _result(dossier, result_id)
    finding.note(request, dossier, file_id=found.file_id)
    files = list(found.files.select_related("file", "kept_by__person").order_by("number"))
    context = {
        "dossier": dossier,
        "result": found,
        "kind": filed.results(definition_of(dossier.procedure_version_id), [found])[0].kind,
        "state": result_words.STATES[found.state],
        "files": [(each, result_words.STATES[each.state]) for each in files],
        "requests": list(found.signings.select_related("account__person").order_by("pk")),
        "recall": getattr(found, "recall", None),
        "replacement": getattr(found, "replacement", None),
        "is_ours": bool(found.layout),
        "may_recall": found.is_out and _decides(request, dossier),
    }
    return answering.page(request, "desk/result_version.html", context)


@require_safe
def result_document(request: ActingRequest, code: str, result_id: int) -> FileResponse:
    """What the system has set itself opens in the browser; what came from elsewhere is saved."""
    dossier = finding.dossier_of(request, code)
    found = _result(dossier, result_id)
    answer = shown(found.file) if found.layout else download(found.file)
    finding.note(request, dossier, file_id=found.file_id)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def result_recall(request: ActingRequest, code: str, result_id: int) -> HttpResponse:
    """By whoever may decide such dossiers, with the reason that the citizen reads."""
    dossier = finding.dossier_of(request, code)
    found = _result(dossier, result_id)
    if not _decides(request, dossier) or not found.is_out:
        raise Http404
    reason = request.POST.get("reason", "")
    context = {"dossier": dossier, "result": found, "reason": questions.reason(_("Lý do thu hồi")), "typed": reason}
    if request.method != "POST":
        return answering.page(request, "desk/result_recall.html", context)

    def recall() -> str:
        found.dossier = dossier
        replacing.recall(found, actor=request.actor, at=legal_time.now(), reason=reason)
        return _("Đã thu hồi văn bản số %(number)s. Người dân được báo ngay.") % {"number": found.number}

    return answering.act(request, dossier, "desk/result_recall.html", context, recall)


@require_http_methods(["GET", "HEAD", "POST"])
def result_signature(request: ActingRequest, code: str) -> HttpResponse:
    """A version that came after the decision is signed like the first one."""
    dossier, at = finding.dossier_of(request, code), legal_time.now()
    if not waits_for_signature(dossier) or not _decides(request, dossier):
        raise Http404
    stage = SigningStage.SIGNATURE
    context = _page(request, dossier, stage)
    if request.method != "POST":
        return answering.page(request, "desk/result_signature.html", context)

    def sign() -> str:
        signing_pages.do(
            request,
            dossier,
            stage,
            at=at,
            options={},
            unsigned=lambda: replacing.sign_again(dossier, actor=request.actor),
        )
        return _("Đã ký bản mới của kết quả hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/result_signature.html", context, sign)


@require_http_methods(["GET", "HEAD", "POST"])
def result_reissue(request: ActingRequest, code: str) -> HttpResponse:
    """What takes the place of a recalled result is numbered, dated and sealed."""
    dossier, at = finding.dossier_of(request, code), legal_time.now()
    if not waits_for_reissue(dossier) or not _issues(request, dossier):
        raise Http404
    stage, book = SigningStage.SEAL, result_words.book_of(dossier, at=at)
    suggested = numbers.suggestion(book, agency_id=dossier.deciding_agency_id, at=at)
    number = request.POST.get("number", suggested).strip()
    context = {**_page(request, dossier, stage), "number": questions.number(), "typed": number}
    if request.method != "POST":
        return answering.page(request, "desk/publication.html", context)
    if not number:
        return answering.mend(request, "desk/publication.html", context, {"number": _("Nhập số văn bản")})

    def unsigned() -> object:
        return replacing.reissue(dossier, actor=request.actor, at=at, number=number)

    def issue() -> str:
        signing_pages.do(request, dossier, stage, at=at, options={"number": number}, unsigned=unsigned)
        return _("Đã phát hành văn bản thay thế, số %(number)s.") % {"number": number}

    return answering.act(request, dossier, "desk/publication.html", context, issue)


def waits_for_signature(dossier: Dossier) -> bool:
    found = results.current(dossier)
    return found is not None and found.state == ResultState.DRAFT and replacing.takes_another(dossier)


def waits_for_reissue(dossier: Dossier) -> bool:
    """Signed anew in the place of a recalled one; the first publication is an act of the lifecycle."""
    found = results.current(dossier)
    is_signed = found is not None and found.state == ResultState.SIGNED
    return is_signed and State(dossier.state) is not State.DECIDED and replacing.takes_another(dossier)


def _page(request: ActingRequest, dossier: Dossier, stage: SigningStage) -> dict[str, object]:
    definition = definition_of(dossier.procedure_version_id)
    return {
        "dossier": dossier,
        "results": filed.results(definition, finding.results_of(dossier)),
        "signing": signing_pages.signing_of(request, dossier, stage, at=legal_time.now()),
    }


def _result(dossier: Dossier, result_id: int) -> Result:
    return get_object_or_404(dossier.results.select_related("file", "recall", "replacement__by"), pk=result_id)


def _decides(request: ActingRequest, dossier: Dossier) -> bool:
    return request.actor.role is Role.SIGNATORY and request.actor.agency_id == dossier.deciding_agency_id


def _issues(request: ActingRequest, dossier: Dossier) -> bool:
    at_home = request.actor.agency_id == dossier.deciding_agency_id
    return at_home and request.actor.role in (Role.CLERK, Role.SIGNATORY)
