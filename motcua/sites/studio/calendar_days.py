"""The working calendar as it is entered: the days of a year that differ from their weekday, and office hours."""

from collections.abc import Iterable, Mapping
from datetime import date, time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.blueprints.forms import answers
from motcua.blueprints.forms.definition import Field, Option
from motcua.blueprints.forms.field_types.missing import missing
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.blueprints.forms.problems import Problem
from motcua.dossiers.queries import calendar_changes as changes
from motcua.foundation import legal_time
from motcua.foundation.calendar import comparing, entering, versions
from motcua.foundation.calendar.arithmetic import VIETNAM, Session
from motcua.foundation.calendar.models import CalendarDay, CalendarVersion, DayKind, OfficeHoursEntry
from motcua.foundation.refusals import Refusal
from motcua.sites.studio import door
from motcua.sites.ui import numbers, refusals
from motcua.sites.ui.acting import ActingRequest

FIRST_YEAR, LAST_YEAR = 2018, 2100
SESSIONS = (("morning_opens", "morning_closes"), ("afternoon_opens", "afternoon_closes"))


@require_safe
def calendar(request: ActingRequest) -> HttpResponse:
    """A year as entered, and whether something in it still waits to be applied."""
    door.require_studio(request)
    year = _year(request.GET.get("year", ""))
    published = CalendarVersion.objects.latest("number").content
    context = {
        "year": year,
        "days": list(CalendarDay.objects.filter(day__year=year).order_by("day")),
        "hours": list(OfficeHoursEntry.objects.order_by("valid_from")),
        "usual": versions.usual_sessions(),
        "waiting": {each.day for each in comparing.days(published, versions.entered())},
        "differs": published != versions.entered(),
        "latest": changes.latest(),
        "may_change": door.is_catalogue_officer(request),
    }
    return door.page(request, "studio/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_day(request: ActingRequest) -> HttpResponse:
    door.require_catalogue_officer(request)
    return _day_form(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def day(request: ActingRequest, number: int) -> HttpResponse:
    door.require_catalogue_officer(request)
    return _day_form(request, get_object_or_404(CalendarDay, pk=number))


@require_POST
def day_removal(request: ActingRequest, number: int) -> HttpResponse:
    door.require_catalogue_officer(request)
    entry = get_object_or_404(CalendarDay, pk=number)
    year = entry.day.year
    entering.take_back(entry)
    messages.success(request, _("Đã xóa ngày khỏi lịch đang soạn. Xem trước rồi áp dụng thì hồ sơ mới tính lại."))
    return _to_year(year)


@require_http_methods(["GET", "HEAD", "POST"])
def new_hours(request: ActingRequest) -> HttpResponse:
    door.require_catalogue_officer(request)
    asked = _hours_questions()
    if request.method != "POST":
        usual = {name: f"{edge:%H:%M}" for name, edge in _usual_edges()}
        return _form(request, "studio/calendar_hours.html", asked, usual)
    typed = _typed(request, asked)
    problems = _problems(asked, typed)
    if problems:
        return _form(request, "studio/calendar_hours.html", asked, typed, problems)
    sessions = [
        Session(time.fromisoformat(str(typed[opens])), time.fromisoformat(str(typed[closes])))
        for opens, closes in SESSIONS
        if typed[opens] and typed[closes]
    ]
    valid_from = date.fromisoformat(str(typed["valid_from"]))
    try:
        entering.enter_hours(valid_from, sessions=sessions, source=str(typed["source"]))
    except Refusal as refusal:
        return _form(request, "studio/calendar_hours.html", asked, typed, [_as_problem("morning_opens", refusal)])
    messages.success(request, _("Đã lưu giờ làm việc vào lịch đang soạn."))
    return _to_year(valid_from.year)


def _day_form(request: ActingRequest, entry: CalendarDay | None) -> HttpResponse:
    asked = _day_questions()
    if request.method != "POST":
        known = (
            {"day": entry.day.isoformat(), "kind": entry.kind, "name": entry.name, "source": entry.source}
            if entry
            else {}
        )
        return _form(request, "studio/calendar_day.html", asked, known, entry=entry)
    typed = _typed(request, asked)
    problems = _problems(asked, typed)
    if problems:
        return _form(request, "studio/calendar_day.html", asked, typed, problems, entry=entry)
    when = date.fromisoformat(str(typed["day"]))
    if entry is not None and entry.day != when:
        entering.take_back(entry)
    entering.enter_day(when, kind=DayKind(str(typed["kind"])), name=str(typed["name"]), source=str(typed["source"]))
    messages.success(request, _("Đã lưu vào lịch đang soạn. Xem trước rồi áp dụng thì hồ sơ mới tính lại."))
    return _to_year(when.year)


def _form(
    request: ActingRequest,
    template: str,
    asked: Iterable[Field],
    typed: Mapping[str, object],
    problems: Iterable[Problem] = (),
    *,
    entry: CalendarDay | None = None,
) -> HttpResponse:
    found = list(problems)
    page = door.page(request, template, {"asked": asked, "typed": typed, "problems": found, "entry": entry})
    page.status_code = 422 if found else 200
    return page


def _day_questions() -> tuple[Field, ...]:
    kinds = (
        Option(DayKind.CLOSED, _("Nghỉ: không tính vào thời hạn")),
        Option(DayKind.OPENED, _("Làm việc: làm bù, hoặc bỏ một ngày nghỉ")),
    )
    return (
        Field("day", _("Ngày"), "date", required=True),
        Field("kind", _("Ngày này"), "radio", required=True, options=kinds),
        Field(
            "name",
            _("Tên gọi"),
            "text",
            required=True,
            max_length=120,
            help=_("Người dân đọc thấy, ví dụ: Tết Nguyên đán"),
        ),
        _source(),
    )


def _hours_questions() -> tuple[Field, ...]:
    return (
        Field("valid_from", _("Áp dụng từ ngày"), "date", required=True),
        Field("morning_opens", _("Buổi sáng, mở cửa"), "time", required=True),
        Field("morning_closes", _("Buổi sáng, đóng cửa"), "time", required=True),
        Field("afternoon_opens", _("Buổi chiều, mở cửa"), "time"),
        Field("afternoon_closes", _("Buổi chiều, đóng cửa"), "time"),
        _source(),
    )


def _source() -> Field:
    hint = _("Số và ngày của văn bản, ví dụ: Quyết định 12/QĐ-UBND ngày 03/01/2027")
    return Field("source", _("Căn cứ"), "text", required=True, max_length=200, help=hint)


def _typed(request: ActingRequest, asked: Iterable[Field]) -> dict[str, object]:
    sent = dict(request.POST.lists())
    return {field.key: type_of(field).read(sent, field, field.key) for field in asked}


def _problems(asked: Iterable[Field], typed: Mapping[str, object]) -> list[Problem]:
    context = answers.context_of(at=legal_time.now(), calendar=versions.calendar_of(versions.current_id()))
    found: list[Problem] = []
    for field in asked:
        value = typed[field.key]
        if value is None:
            found += [missing(field)] if field.required else []
        else:
            found += type_of(field).problems(field, value, context)
    return found


def _as_problem(key: str, refusal: Refusal) -> Problem:
    return Problem(key, "order", refusals.sentence(refusal))


def _usual_edges() -> list[tuple[str, time]]:
    sessions = versions.usual_sessions()
    return [
        (name, edge)
        for (opens, closes), session in zip(SESSIONS, sessions, strict=False)
        for name, edge in ((opens, session.opens), (closes, session.closes))
    ]


def _year(typed: str) -> int:
    this_year = legal_time.now().astimezone(VIETNAM).year
    asked = numbers.row(typed)
    return asked if FIRST_YEAR <= asked <= LAST_YEAR else this_year


def _to_year(year: int) -> HttpResponse:
    page = redirect("studio:calendar")
    page["Location"] += f"?year={year}"
    return page
