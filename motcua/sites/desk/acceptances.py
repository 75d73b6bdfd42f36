from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue.definition import Definition, TimeLimit
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.catalogue.time_limits import applicable, limits_to_pick
from motcua.dossiers.commands import intake
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.sites.desk import answering, filed, finding
from motcua.sites.ui import formats
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def acceptance(request: ActingRequest, code: str) -> HttpResponse:
    """Take the dossier in. Before that, the officer sees which limit the law gives this case, and the date."""
    dossier = finding.dossier_for(request, code, Action.ACCEPT)
    definition = definition_of(dossier.procedure_version_id)
    by_hand = limits_to_pick(definition)
    picked = [limit.key for limit in by_hand if limit.key in request.POST.getlist("manual_limits")]
    context = {"dossier": dossier, "by_hand": by_hand, "picked": picked, **_what_applies(dossier, definition)}
    if request.method != "POST":
        return answering.page(request, "desk/acceptance.html", context)

    def accept() -> str:
        intake.accept(dossier, actor=request.actor, at=legal_time.now(), manual_limits=picked)
        due = formats.appointment(dossier.due_at)
        return _("Đã tiếp nhận hồ sơ %(code)s, hẹn trả %(due)s.") % {"code": dossier.code, "due": due}

    return answering.act(request, dossier, "desk/acceptance.html", context, accept)


def _what_applies(dossier: Dossier, definition: Definition) -> dict[str, object]:
    filing = dossier.filings.latest("number")
    limits: list[TimeLimit] = [*applicable(definition, answers=filing.answers, channel=dossier.channel, manual=())]
    periods = [limit.period for limit in limits]
    due_at, _lines = legal_clock.count(versions.calendar_of(versions.current_id()), legal_time.now(), periods)
    return {"limits": limits, "due_at": due_at, "papers": filed.papers(definition, filing)}
