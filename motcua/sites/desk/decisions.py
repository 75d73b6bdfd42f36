from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import decision as commands
from motcua.dossiers.rules.lifecycle import Action
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation import legal_time
from motcua.sites.desk import answering, filed, finding, questions
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: ActingRequest, code: str) -> HttpResponse:
    """Sign: granted, or denied with its reason."""
    dossier = finding.dossier_for(request, code, Action.DECIDE)
    definition = definition_of(dossier.procedure_version_id)
    asked = questions.outcome()
    outcome, reason = request.POST.get("outcome", ""), request.POST.get("reason", "")
    context = {
        "dossier": dossier,
        "outcome": asked,
        "chosen": outcome,
        "reason": questions.reason(_("Lý do, khi không giải quyết"), required=False),
        "typed": reason,
        "results": filed.results(definition, finding.results_of(dossier)),
    }
    if request.method != "POST":
        return answering.page(request, "desk/decision.html", context)
    if outcome not in asked.choices:
        return answering.mend(request, "desk/decision.html", context, {"outcome": _("Chọn quyết định")})

    def decide() -> str:
        commands.decide(dossier, actor=request.actor, at=legal_time.now(), outcome=Outcome(outcome), reason=reason)
        return _("Đã ký kết quả hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/decision.html", context, decide)
