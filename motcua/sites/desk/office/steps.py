"""What an officer does with a step beside finishing it."""

from datetime import date, datetime, time

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms.definition import Field, Option
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import giving_back, handling, transferring, work
from motcua.dossiers.models import Dossier, WorkItem
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import VIETNAM, legal_day
from motcua.foundation.organisations.competence import agencies_of_kind
from motcua.foundation.organisations.models import Agency
from motcua.sites.desk import answering, finding
from motcua.sites.desk.office.sheets import Sheet, Typed, item_for, reason, sheet
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def giving_back_page(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """Back to the step before, with a reason."""
    dossier = finding.dossier_of(request, code)
    item = item_for(request, dossier, item_id)
    before = giving_back.steps_before(item)
    if not before:
        raise giving_back.NothingToGiveBackTo
    several = (_before(dossier, before),) if len(before) > 1 else ()
    asked = Sheet(
        title=_("Trả lại bước trước"),
        button=_("Trả lại"),
        icon="undo",
        fields=(*several, reason(_("Vì sao trả lại"))),
        about=[_("Ngày hẹn trả kết quả giữ nguyên."), *([] if several else [_returned_to(dossier, before[0])])],
    )

    def give_back(typed: Typed) -> str:
        again = giving_back.give_back(
            item,
            actor=request.actor,
            at=legal_time.now(),
            reason=str(typed["reason"]),
            to=str(typed.get("to", "")),
        )
        return _("Đã trả lại bước “%(step)s”.") % {"step": step_name(dossier, again)}

    return sheet(request, dossier, asked, give_back)


def _before(dossier: Dossier, before: list[WorkItem]) -> Field:
    options = tuple(Option(each.step, _step_at(dossier, each)) for each in before)
    return Field("to", _("Trả lại bước nào"), "radio", required=True, options=options)


def _returned_to(dossier: Dossier, before: WorkItem) -> str:
    return _("Hồ sơ về bước: %(step)s.") % {"step": _step_at(dossier, before)}


def _step_at(dossier: Dossier, item: WorkItem) -> str:
    return f"{step_name(dossier, item)}, {item.agency.name}"


def step_name(dossier: Dossier, item: WorkItem) -> str:
    steps = definition_of(dossier.procedure_version_id).steps
    return next((step.name for step in steps if step.key == item.step), item.step)


@require_http_methods(["GET", "HEAD", "POST"])
def site_visit(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """Note a verification on the spot."""
    dossier = finding.dossier_of(request, code)
    item = item_for(request, dossier, item_id)
    if item.act != Act.WORK:
        raise work.NotYourStep
    names = _("Họ tên, cơ quan")
    asked = Sheet(
        title=_("Ghi xác minh thực địa"),
        button=_("Lưu xác minh"),
        icon="pen",
        fields=(
            Field("day", _("Ngày xác minh"), "date", required=True, not_future=True),
            Field("hour", _("Giờ xác minh"), "time", required=True),
            Field("place", _("Địa điểm"), "text", required=True, max_length=300),
            Field(
                "members",
                _("Thành phần tham gia"),
                "textarea",
                required=True,
                max_length=1000,
                help=names,
            ),
            Field("found", _("Nội dung, kết quả xác minh"), "textarea", required=True, max_length=4000),
        ),
    )

    def note(typed: Typed) -> str:
        handling.note_site_visit(
            item,
            actor=request.actor,
            at=legal_time.now(),
            visited_at=_moment(typed),
            **{key: str(typed[key]) for key in ("place", "members", "found")},
        )
        return _("Đã lưu xác minh thực địa.")

    return sheet(request, dossier, asked, note)


def _moment(typed: Typed) -> datetime:
    day, hour = date.fromisoformat(str(typed["day"])), time.fromisoformat(str(typed["hour"]))
    return datetime.combine(day, hour, tzinfo=VIETNAM)


@require_http_methods(["GET", "HEAD", "POST"])
def redirection(request: ActingRequest, code: str) -> HttpResponse:
    """Sent to the wrong agency: the right one gets it, and the date stays."""
    dossier = finding.dossier_for(request, code, Action.REDIRECT)
    agencies = {str(each.pk): each for each in _competent(dossier)}
    options = tuple(Option(key, each.name) for key, each in agencies.items())
    asked = Sheet(
        title=_("Chuyển đúng cơ quan giải quyết"),
        button=_("Chuyển hồ sơ"),
        icon="transfer",
        fields=(
            Field("agency", _("Cơ quan có thẩm quyền"), "select", required=True, options=options),
            reason(_("Vì sao chuyển")),
        ),
        about=[
            _("Đang ở: %(agency)s.") % {"agency": dossier.deciding_agency.name},
            _("Mã hồ sơ và ngày hẹn trả kết quả giữ nguyên. Cơ quan nhận được báo ngay."),
        ],
    )

    def move(typed: Typed) -> str:
        to = agencies[str(typed["agency"])]
        transferring.redirect(dossier, actor=request.actor, at=legal_time.now(), to=to, reason=str(typed["reason"]))
        return _("Đã chuyển hồ sơ đến %(agency)s.") % {"agency": to.name}

    return _moved(sheet(request, dossier, asked, move), request, dossier)


def _moved(answer: HttpResponse, request: ActingRequest, dossier: Dossier) -> HttpResponse:
    """Whoever sends a dossier away may not see it any more: back to her list."""
    seen = {dossier.receiving_unit_id, dossier.deciding_agency_id}
    return redirect("desk:home") if answer.status_code == 302 and request.actor.agency_id not in seen else answer  # noqa: PLR2004


def _competent(dossier: Dossier) -> list[Agency]:
    kind = definition_of(dossier.procedure_version_id).competence.kind
    there = agencies_of_kind(kind, on=legal_day(legal_time.now()))
    return list(there.exclude(pk=dossier.deciding_agency_id))


@require_POST
def acknowledgement(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """This agency has the dossier, and answers for it now."""
    dossier = finding.dossier_of(request, code)
    item = finding.item_of(dossier, item_id)

    def acknowledge() -> HttpResponse:
        transferring.acknowledge(item, actor=request.actor, at=legal_time.now())
        return answering.done(request, dossier, _("Đã xác nhận nhận hồ sơ %(code)s.") % {"code": dossier.code})

    return answering.at_once(request, acknowledge)


@require_POST
def taking_back(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """Undo a handing on that nobody has acted on."""
    dossier = finding.dossier_of(request, code)
    item = finding.item_of(dossier, item_id)
    transferring.take_back(item, actor=request.actor, at=legal_time.now())
    return answering.done(request, dossier, _("Đã lấy lại hồ sơ %(code)s về bước của ông/bà.") % {"code": dossier.code})
