"""At any desk of the province: whoever shows the code and her card gets her result here, or learns where it lies."""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms.definition import Field
from motcua.dossiers.commands import fetching as commands
from motcua.dossiers.commands.delivery import units_offered
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.result_paper import delivery_item
from motcua.dossiers.queries import fetching as queries
from motcua.dossiers.queries.fetching import NoSuchPair
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.effects.postal.models import ALIVE, Direction, PostalOrder
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.desk import answering, deliveries, filed, finding
from motcua.sites.desk.presented import Presented, presented
from motcua.sites.ui import refusals, tries
from motcua.sites.ui.acting import ActingRequest

DOOR = "fetching"
_ASKING, _FOUND = "desk/fetching.html", "desk/fetching_found.html"


@sensitive_post_parameters("code", "number")
@require_http_methods(["GET", "HEAD", "POST"])
def fetching(request: ActingRequest) -> HttpResponse:
    """Neither half alone finds anything, a wrong one is not named, and nobody tries for long."""
    at = legal_time.now()
    _require_desk(request, at=at)
    typed = {"code": _code(request.POST.get("code", "")), "number": request.POST.get("number", "").strip()}
    context: dict[str, object] = {"fields": _fields(), "typed": typed, "of_hall": "fetching"}
    if request.method != "POST":
        return answering.page(request, _ASKING, context)
    sentences = {"code": _("Nhập mã hồ sơ in trên giấy hẹn"), "number": _("Nhập số trên thẻ căn cước")}
    if wrong := {key: sentence for key, sentence in sentences.items() if not typed[key]}:
        return answering.mend(request, _ASKING, context, wrong)
    shown = Presented(typed["code"], deliveries.card_number(typed["number"]))
    try:
        tries.count(request, f"account {request.user.pk}", at=at, door=DOOR, from_an_office=True)
        queries.find(shown.code, shown.number)
    except tries.TooManyTries:
        refused = _("Đã tra quá nhiều lần. Chờ 15 phút rồi tra lại.")
        return answering.page(request, _ASKING, {**context, "refused": refused}, status=429)
    except NoSuchPair as refusal:
        return answering.page(request, _ASKING, {**context, "refused": refusals.sentence(refusal)}, status=422)
    return redirect(f"{reverse('desk:fetching-found')}?{shown.query(request, at=at)}")


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: ActingRequest) -> HttpResponse:
    """What is fetched and whether it can be handed out here; nothing else of the dossier."""
    at = legal_time.now()
    _require_desk(request, at=at)
    shown = presented(request, at=at)
    if shown is None:
        return redirect("desk:fetching")
    try:
        dossier = queries.find(shown.code, shown.number)
    except NoSuchPair as gone:
        raise Http404 from gone
    finding.note(request, dossier, part="fetching")
    context = _context(request, dossier)
    if request.method != "POST":
        return answering.page(request, _FOUND, context)
    sends, desk = "send" in request.POST, context["paper_at"]

    def bring() -> str:
        if context["with_the_post"]:
            raise commands.NothingToFetch
        commands.bring_here(dossier, actor=request.actor, at=at, with_paper=sends)
        return _("Đã đề nghị %(desk)s chuyển bản giấy sang đây. Hồ sơ nằm trong “Chờ trả kết quả”.") % {"desk": desk}

    if not sends:
        bring()
        address = reverse("desk:delivery", kwargs={"code": dossier.code})
        return redirect(f"{address}?{shown.query(request, at=at)}")
    messages.success(request, bring())
    return redirect("desk:list", queue="to-deliver")


@require_POST
def arrival(request: ActingRequest, code: str) -> HttpResponse:
    """The paper has come to this desk."""
    dossier = finding.dossier_for(request, code, Action.DELIVER)
    item = delivery_item(dossier)
    if item is None:
        raise Http404
    commands.note_arrival(item, actor=request.actor, at=legal_time.now())
    messages.success(request, _("Đã ghi: bản giấy có tại quầy này."))
    return redirect("desk:delivery", code=dossier.code)


def _require_desk(request: ActingRequest, *, at: datetime) -> None:
    is_desk = units_offered(on=legal_day(at)).filter(pk=request.actor.agency_id or 0).exists()
    if request.actor.role is not Role.RECEPTIONIST or not is_desk:
        raise Http404


def _context(request: ActingRequest, dossier: Dossier) -> dict[str, object]:
    definition = definition_of(dossier.procedure_version_id)
    ready = queries.waiting(dossier)
    with_the_post = PostalOrder.objects.filter(dossier=dossier, direction=Direction.RETURN, stage__in=ALIVE).exists()
    is_here = ready is not None and ready.paper_at.pk == request.actor.agency_id
    return {
        "dossier": dossier,
        "of_hall": "fetching",
        "ready": ready,
        "paper_at": ready.paper_at.name if ready else "",
        "is_here": is_here,
        "results": filed.results(definition, ready.results if ready else ()),
        "with_the_post": with_the_post,
        "unpaid": dossier.duties.asked_for().exists(),
    }


def _fields() -> tuple[Field, ...]:
    code = _("In trên giấy hẹn. Có máy quét thì bấm vào ô rồi quét mã trên giấy hẹn")
    number = _(
        "Của người nộp, người có hồ sơ hoặc người được ủy quyền ghi trong hồ sơ. Người đến thay có giấy ủy quyền: "
        "nhập số của người ủy quyền ghi trong giấy. Có máy quét thì bấm vào ô rồi quét mã trên thẻ"
    )
    return (
        Field("code", _("Mã hồ sơ"), "text", required=True, max_length=500, help=code),
        Field("number", _("Số trên thẻ căn cước"), "text", required=True, max_length=500, help=number),
    )


def _code(typed: str) -> str:
    """A scanner types the whole address behind the code on the receipt; the word in it is not kept."""
    named = parse_qs(urlsplit(typed.strip()).query).get("code", ()) if "://" in typed else ()
    return named[0] if named else typed.strip()
