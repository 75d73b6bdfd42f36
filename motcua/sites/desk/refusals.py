from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.commands import intake
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.grounds import RefusalGround
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.competence import existing_on
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk import answering, finding, questions
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.ground_words import REFUSALS


@require_http_methods(["GET", "HEAD", "POST"])
def refusal(request: ActingRequest, code: str) -> HttpResponse:
    """Do not take the dossier in, on a ground and in words; where another agency is competent, which (Mẫu 03)."""
    dossier = finding.dossier_for(request, code, Action.REFUSE)
    at = legal_time.now()
    agencies = _agencies(dossier, on=legal_day(at))
    ground, agency, reason = _grounds(), _competent(agencies), request.POST.get("reason", "")
    context = {
        "dossier": dossier,
        "ground": ground,
        "chosen": request.POST.get("ground", ""),
        "agency": agency,
        "named": request.POST.get("agency", ""),
        "reason": questions.reason(_("Lý do từ chối tiếp nhận")),
        "said": reason,
    }
    if request.method != "POST":
        return answering.page(request, "desk/refusal.html", context)
    if problems := _problems(request, ground, agency):
        return answering.mend(request, "desk/refusal.html", context, problems)

    def refuse() -> str:
        chosen = RefusalGround(request.POST["ground"])
        competent = agencies.get(request.POST.get("agency", "")) if chosen is RefusalGround.NOT_COMPETENT else None
        intake.refuse(dossier, actor=request.actor, at=at, reason=reason, ground=chosen, competent=competent)
        return _("Đã từ chối tiếp nhận hồ sơ %(code)s.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/refusal.html", context, refuse)


def _grounds() -> Field:
    options = tuple(Option(ground.value, str(word)) for ground, word in REFUSALS.items())
    return Field("ground", _("Căn cứ từ chối"), "radio", required=True, options=options)


def _competent(agencies: dict[str, Agency]) -> Field:
    options = tuple(Option(key, agency.name) for key, agency in agencies.items())
    hint = _("Chỉ chọn khi việc này do cơ quan khác giải quyết, để ông/bà biết phải đến đâu")
    return Field("agency", _("Cơ quan có thẩm quyền"), "select", options=options, help=hint)


def _agencies(dossier: Dossier, *, on: date) -> dict[str, Agency]:
    """Every agency of today but those that have the dossier already."""
    others = existing_on(on).exclude(pk__in=(dossier.receiving_unit_id, dossier.deciding_agency_id))
    return {str(agency.pk): agency for agency in others.order_by("name")}


def _problems(request: ActingRequest, ground: Field, agency: Field) -> dict[str, str]:
    chosen, named = request.POST.get("ground", ""), request.POST.get("agency", "")
    found: dict[str, str] = {}
    if chosen not in ground.choices:
        found["ground"] = _("Chọn căn cứ từ chối")
    if chosen == RefusalGround.NOT_COMPETENT and named not in agency.choices:
        found["agency"] = _("Chọn cơ quan có thẩm quyền để ông/bà biết phải đến đâu")
    if not request.POST.get("reason", "").strip():
        found["reason"] = _("Nhập lý do từ chối tiếp nhận")
    return found
