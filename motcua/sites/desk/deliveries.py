from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import decision, visiting
from motcua.dossiers.commands import originals as giving
from motcua.dossiers.models import Deed, GivenTo
from motcua.dossiers.queries.delivery import delivery_of
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.sites.desk import answering, filed, finding, originals, questions
from motcua.sites.ui import delivery_words, numbers
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: ActingRequest, code: str) -> HttpResponse:
    """Hand the result over, and note who took it."""
    dossier = finding.dossier_for(request, code, Action.DELIVER)
    definition = definition_of(dossier.procedure_version_id)
    asked = questions.receiver()
    receiver = request.POST.get("receiver", "")
    results = filed.results(definition, finding.results_of(dossier))
    chosen = delivery_of(dossier, definition, answers=dossier.filings.latest("number").answers)
    context = {
        "delivery": delivery_words.in_words(chosen),
        "dossier": dossier,
        "receiver": asked,
        "typed": receiver,
        "results": results,
        "held": [line for line in originals.lines_of(dossier) if line.original.is_held],
    }
    if request.method != "POST":
        return answering.page(request, "desk/delivery.html", context)
    if receiver not in asked.choices:
        return answering.mend(request, "desk/delivery.html", context, {"receiver": _("Chọn người đến nhận")})

    def deliver() -> str:
        to_representative = receiver == "representative"
        at = legal_time.now()
        with transaction.atomic():
            decision.deliver(dossier, actor=request.actor, at=at, to_representative=to_representative)
            returned = [numbers.row(each) for each in request.POST.getlist("originals")]
            if returned:
                giving.give_back(dossier, ids=returned, to=GivenTo(receiver), actor=request.actor, at=at)
            visiting.note(dossier, Deed.DELIVERED, actor=request.actor, at=at)
        return _("Đã trả kết quả hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/delivery.html", context, deliver)
