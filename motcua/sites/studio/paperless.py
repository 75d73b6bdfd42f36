"""Ngày không nhận hồ sơ giấy của một thủ tục: what is declared, a further decision, and taking one back."""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.blueprints.catalogue import paperless
from motcua.blueprints.catalogue.models import PaperlessDays, Procedure
from motcua.blueprints.catalogue.queries import definition_of, published
from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.competence import existing_on
from motcua.foundation.organisations.kinds import ONE_STOP
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal
from motcua.sites.studio import door
from motcua.sites.ui import formats, paperless_words, refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.short_form import Answered, answered

TEMPLATE = "studio/paperless.html"


@require_http_methods(["GET", "HEAD", "POST"])
def paperless_days(request: ActingRequest, code: str) -> HttpResponse:
    door.require_studio(request)
    procedure = get_object_or_404(published(), code=code)
    asked = _questions(_units())
    given = answered(asked, request.POST)
    if request.method != "POST":
        return _page(request, procedure, asked, given, {})
    _require_keeper(request)
    problems = given.problems or _declared(request, procedure, given)
    if problems:
        return _page(request, procedure, asked, given, problems)
    messages.success(request, _("Đã lưu. Người dân thấy ngay trên trang thủ tục và trang hướng dẫn."))
    return redirect("studio:paperless", code=code)


@require_POST
def paperless_ending(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """From now on paper is received again."""
    door.require_studio(request)
    _require_keeper(request)
    days = get_object_or_404(PaperlessDays, pk=number, procedure__code=code)
    try:
        paperless.end(days, by=_account(request), at=legal_time.now())
        messages.success(request, _("Đã bãi bỏ. Nơi tiếp nhận lại nhận hồ sơ giấy từ bây giờ."))
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
    return redirect("studio:paperless", code=code)


def _require_keeper(request: ActingRequest) -> None:
    """Who runs the machine reads; who keeps the catalogue writes."""
    if request.actor.role is not Role.CATALOGUE_OFFICER:
        raise Http404


def _declared(request: ActingRequest, procedure: Procedure, given: Answered) -> dict[str, str]:
    """Nothing, or the sentence at the field that it speaks of."""
    at, last = legal_time.now(), given.text("last_day")
    try:
        paperless.declare(
            procedure,
            by=_account(request),
            at=at,
            today=legal_day(at),
            first_day=date.fromisoformat(given.text("first_day")),
            last_day=date.fromisoformat(last) if last else None,
            weekdays=[int(each) for each in given.typed["weekdays"] or ()],
            basis=given.text("basis"),
            unit=_units().filter(code=given.text("unit")).first(),
            note=given.text("note"),
        )
    except paperless.DaysBackwards as refusal:
        return {"last_day": refusals.sentence(refusal)}
    except (paperless.NoOtherWay, paperless.BasisMissing) as refusal:
        return {"basis": refusals.sentence(refusal)}
    return {}


def _page(
    request: ActingRequest, procedure: Procedure, asked: list[Field], given: Answered, problems: dict[str, str]
) -> HttpResponse:
    assert procedure.current_version_id is not None, "published procedures have a version"
    known = procedure.paperless_days.select_related("unit", "entered_by__person", "ended_by__person")
    context = {
        "procedure": procedure,
        "known": known.order_by("-first_day", "-pk"),
        "today": legal_day(legal_time.now()),
        "in_words": paperless_words.in_words,
        "asked": asked,
        "typed": given.typed,
        "problems": problems,
        "is_open_online": definition_of(procedure.current_version_id).channels.are_open("online"),
        "may_write": request.actor.role is Role.CATALOGUE_OFFICER,
    }
    page = door.page(request, TEMPLATE, context)
    page.status_code = 422 if problems else 200
    return page


def _units() -> QuerySet[Agency]:
    return existing_on(legal_day(legal_time.now())).filter(kind__in=ONE_STOP).order_by("name")


def _questions(units: QuerySet[Agency]) -> list[Field]:
    weekdays = tuple(Option(str(number), formats.weekday(number)) for number in range(7))
    return [
        Field("first_day", _("Từ ngày"), "date", required=True),
        Field("last_day", _("Đến hết ngày"), "date", help=_("Để trống nếu chưa biết ngày kết thúc.")),
        Field(
            "weekdays",
            _("Vào các ngày trong tuần"),
            "multiselect",
            options=weekdays,
            help=_("Không chọn ngày nào là mọi ngày."),
        ),
        Field(
            "unit",
            _("Nơi tiếp nhận"),
            "select",
            options=(*(Option(unit.code, unit.name) for unit in units),),
            help=_("Không chọn là mọi nơi tiếp nhận."),
        ),
        Field("basis", _("Căn cứ: số quyết định hoặc kế hoạch"), "text", required=True, max_length=120),
        Field("note", _("Lời nhắn cho người dân"), "text", max_length=300),
    ]


def _account(request: ActingRequest) -> int:
    assert request.actor.account_id is not None, "who keeps the catalogue has signed in"
    return request.actor.account_id
