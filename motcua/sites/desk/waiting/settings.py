"""The head of a unit sets how it receives people: windows, hours for appointments, days without, who goes first."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms.definition import Field
from motcua.foundation import legal_time
from motcua.foundation.waiting_room import seats
from motcua.foundation.waiting_room.keys import new_key
from motcua.foundation.waiting_room.models import ClosedDay, Room, Service, Window
from motcua.foundation.waiting_room.priorities import Priority
from motcua.sites.desk import answering
from motcua.sites.desk.waiting.rooms import room_of_head, window_or_404
from motcua.sites.ui import numbers, waiting_words
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.short_form import answered

TEMPLATE = "desk/room.html"


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: ActingRequest) -> HttpResponse:
    found = room_of_head(request)
    if request.method != "POST":
        return answering.page(request, TEMPLATE, _context(found))
    act = next((act for name, act in _ACTS.items() if name in request.POST), None)
    if act is None:
        raise Http404
    with transaction.atomic():
        return act(request, found)


def _numbers() -> list[Field]:
    asked = (
        ("places", _("Số người hẹn trong một khung giờ"), 0, 50, _("Nhập 0 để không nhận hẹn")),
        ("slot_minutes", _("Độ dài một khung giờ, tính bằng phút"), 5, 240, ""),
        ("days_ahead", _("Cho hẹn trước tối đa bao nhiêu ngày"), 0, 90, ""),
        ("usual_minutes", _("Thường tiếp một người trong bao nhiêu phút"), 1, 240, _("Để ước lượng giờ chờ đầu ngày")),
    )
    return [
        Field(key, label, "integer", required=True, minimum=least, maximum=most, help=hint)
        for key, label, least, most, hint in asked
    ]


def _save(request: ActingRequest, found: Room) -> HttpResponse:
    given = answered(_numbers(), request.POST)
    if given.problems:
        return answering.mend(request, TEMPLATE, _context(found) | {"typed": given.typed}, given.problems)
    for key, value in given.typed.items():
        setattr(found, key, value)
    found.priorities = [priority for priority in Priority if priority in request.POST.getlist("priorities")]
    found.save()
    return _saved(request)


def _close_day(request: ActingRequest, found: Room) -> HttpResponse:
    given = answered([_day()], request.POST)
    if given.problems:
        return answering.mend(request, TEMPLATE, _context(found), given.problems)
    ClosedDay.objects.get_or_create(room=found, day=date.fromisoformat(given.text("closed_day")))
    return _saved(request)


def _open_day(request: ActingRequest, found: Room) -> HttpResponse:
    ClosedDay.objects.filter(room=found, pk=numbers.row(request.POST["open_day"])).delete()
    return _saved(request)


def _add_window(request: ActingRequest, found: Room) -> HttpResponse:
    last = Window.objects.filter(room=found).aggregate(last=Max("number"))["last"] or 0
    Window.objects.create(room=found, number=last + 1, services=_services(request))
    return _saved(request)


def _change_window(request: ActingRequest, found: Room) -> HttpResponse:
    window = window_or_404(found, request.POST["change_window"])
    Window.objects.filter(pk=window.pk).update(services=_services(request))
    return _saved(request)


def _close_window(request: ActingRequest, found: Room) -> HttpResponse:
    seats.close(window_or_404(found, request.POST["close_window"]), at=legal_time.now())
    return _saved(request)


def _change_key(request: ActingRequest, found: Room) -> HttpResponse:
    """Addresses that somebody has carried away open nothing any more."""
    found.key = new_key()
    found.save(update_fields=["key"])
    messages.success(request, _("Đã đổi địa chỉ. Mở lại máy lấy số và bảng gọi số từ trang Quầy và hàng chờ."))
    return redirect("desk:room")


_ACTS = {
    "change_key": _change_key,
    "save": _save,
    "close_day": _close_day,
    "open_day": _open_day,
    "add_window": _add_window,
    "change_window": _change_window,
    "close_window": _close_window,
}


def _services(request: ActingRequest) -> list[str]:
    return [service for service in Service.values if service in request.POST.getlist("services")]


def _day() -> Field:
    return Field("closed_day", _("Ngày không nhận hẹn"), "date", required=True, not_past=True)


def _saved(request: ActingRequest) -> HttpResponse:
    messages.success(request, _("Đã lưu."))
    return redirect("desk:room")


def _context(found: Room) -> dict[str, object]:
    asked = _numbers()
    return {
        "room": found,
        "asked": asked,
        "typed": {field.key: getattr(found, field.key) for field in asked},
        "day": _day(),
        "closed_days": list(found.closed_days.order_by("day")),
        "windows": seats.open_windows(found.pk),
        "words": waiting_words,
        "priorities": list(Priority),
        "of_hall": "room",
    }
