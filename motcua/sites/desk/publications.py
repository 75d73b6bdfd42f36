from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import decision
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, filed, finding, questions
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: ActingRequest, code: str) -> HttpResponse:
    """Number, date and seal the result: it is out, and the legal clock stops."""
    dossier = finding.dossier_for(request, code, Action.PUBLISH)
    number = request.POST.get("number", "").strip()
    results = filed.results(definition_of(dossier.procedure_version_id), finding.results_of(dossier))
    context = {"dossier": dossier, "number": questions.number(), "typed": number, "results": results}
    if request.method != "POST":
        return answering.page(request, "desk/publication.html", context)
    if not number:
        return answering.mend(request, "desk/publication.html", context, {"number": _("Nhập số văn bản")})

    def publish() -> str:
        decision.publish(dossier, actor=request.actor, at=legal_time.now(), number=number)
        return _("Đã phát hành kết quả hồ sơ %(code)s, số %(number)s.") % {"code": dossier.code, "number": number}

    return answering.act(request, dossier, "desk/publication.html", context, publish)
