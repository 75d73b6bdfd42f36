from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import decision, numbers
from motcua.dossiers.models import SigningStage
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, filed, finding, questions, result_words, signing_pages
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: ActingRequest, code: str) -> HttpResponse:
    """Number, date and seal the result: it is out, and the legal clock stops."""
    dossier, at = finding.dossier_for(request, code, Action.PUBLISH), legal_time.now()
    suggested = numbers.suggestion(result_words.book_of(dossier, at=at), agency_id=dossier.deciding_agency_id, at=at)
    number = request.POST.get("number", suggested).strip()
    results = filed.results(definition_of(dossier.procedure_version_id), finding.results_of(dossier))
    shown = signing_pages.signing_of(request, dossier, SigningStage.SEAL, at=at)
    context = {
        "dossier": dossier,
        "number": questions.number(),
        "typed": number,
        "results": results,
        "signing": shown,
    }
    if request.method != "POST":
        return answering.page(request, "desk/publication.html", context)
    if not number:
        return answering.mend(request, "desk/publication.html", context, {"number": _("Nhập số văn bản")})

    def unsigned() -> object:
        return decision.publish(dossier, actor=request.actor, at=at, number=number)

    def publish() -> str:
        options = {"number": number}
        signing_pages.do(request, dossier, SigningStage.SEAL, at=at, options=options, unsigned=unsigned)
        return _("Đã phát hành kết quả hồ sơ %(code)s, số %(number)s.") % {"code": dossier.code, "number": number}

    return answering.act(request, dossier, "desk/publication.html", context, publish)
