from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import decision as commands
from motcua.dossiers.commands import numbers, work
from motcua.dossiers.models import SigningStage
from motcua.dossiers.rules.lifecycle import Action
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation import legal_time
from motcua.sites.desk import answering, filed, finding, questions, result_words, signing_pages
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: ActingRequest, code: str) -> HttpResponse:
    """Sign: granted, or denied with its reason. Where the process names no clerk, the number is the signatory's."""
    dossier = finding.dossier_for(request, code, Action.DECIDE)
    definition, at = definition_of(dossier.procedure_version_id), legal_time.now()
    asked = questions.outcome()
    outcome, reason = request.POST.get("outcome", ""), request.POST.get("reason", "")
    shown = signing_pages.signing_of(request, dossier, SigningStage.SIGNATURE, at=at)
    numbers_itself = not work.has_step(dossier, Act.PUBLISH)
    suggested = numbers.suggestion(result_words.book_of(dossier, at=at), agency_id=dossier.deciding_agency_id, at=at)
    number = request.POST.get("number", suggested).strip() if numbers_itself else ""
    context = {
        "dossier": dossier,
        "outcome": asked,
        "chosen": outcome,
        "reason": questions.reason(_("Lý do, khi không giải quyết"), required=False),
        "typed": reason,
        "results": filed.results(definition, finding.results_of(dossier)),
        "signing": shown,
        "number": questions.number() if numbers_itself else None,
        "typed_number": number,
    }
    if request.method != "POST":
        return answering.page(request, "desk/decision.html", context)
    if outcome not in asked.choices:
        return answering.mend(request, "desk/decision.html", context, {"outcome": _("Chọn quyết định")})

    def unsigned() -> object:
        chosen = Outcome(outcome)
        return commands.decide(dossier, actor=request.actor, at=at, outcome=chosen, reason=reason, number=number)

    def decide() -> str:
        options = {"outcome": outcome} | ({"number": number} if number else {})
        stage = SigningStage.SIGNATURE
        signing_pages.do(request, dossier, stage, at=at, options=options, reason=reason, unsigned=unsigned)
        return _("Đã ký kết quả hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/decision.html", context, decide)
