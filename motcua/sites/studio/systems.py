"""Hệ thống được kết nối: who may come in by our own door, with which keys, and what they did there."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.systems import keys, sending
from motcua.effects.systems.keys import Given
from motcua.effects.systems.models import ConnectedSystem, Delivery, Scope, Standing, SystemKey, SystemUse
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import VIETNAM, legal_day
from motcua.foundation.organisations.competence import existing_on
from motcua.foundation.organisations.models import Agency
from motcua.sites.studio import door, system_words
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.short_form import Answered, answered

MOST_USES = 50
MOST_PER_MINUTE = 6000


@require_http_methods(["GET", "HEAD", "POST"])
def systems(request: ActingRequest) -> HttpResponse:
    """Everybody who may come in; POST lets in one more."""
    _require_administrator(request)
    asked = _about_a_system()
    given = answered(asked, request.POST)
    if request.method != "POST":
        return _list(request, asked, given, {})
    problems = given.problems
    if not problems:
        try:
            made = _registered(request, given)
        except (keys.AgencyMissing, keys.SystemNameTaken) as refusal:
            problems = {"name" if isinstance(refusal, keys.SystemNameTaken) else "agency": refusals.sentence(refusal)}
        else:
            messages.success(request, _("Đã thêm hệ thống. Cấp khóa để hệ thống gọi được."))
            return redirect("studio:system", number=made.pk)
    return _list(request, asked, given, problems)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def system(request: ActingRequest, number: int) -> HttpResponse:
    """One of them; POST gives a key, whose secret this one answer shows."""
    _require_administrator(request)
    found = get_object_or_404(ConnectedSystem.objects.select_related("agency"), pk=number)
    asked = _about_a_key()
    given = answered(asked, request.POST)
    if request.method != "POST":
        return _page(request, found, asked, given)
    problems = given.problems
    if not problems:
        try:
            return _page(request, found, asked, answered(asked, QueryDict()), shown=_given(request, found, given))
        except keys.KeyEndsBeforeItBegins as refusal:
            problems = {"until": refusals.sentence(refusal)}
    return _page(request, found, asked, given, problems=problems)


@never_cache
@require_POST
def key_replacing(request: ActingRequest, number: int, key: str) -> HttpResponse:
    """The next key; the last one still opens for a day."""
    _require_administrator(request)
    last = _key(number, key)
    shown = keys.replace(last, by=_account(request), at=legal_time.now())
    asked = _about_a_key()
    return _page(request, last.system, asked, answered(asked, QueryDict()), shown=shown)


@require_POST
def key_withdrawing(request: ActingRequest, number: int, key: str) -> HttpResponse:
    _require_administrator(request)
    keys.withdraw(_key(number, key), at=legal_time.now())
    messages.success(request, _("Đã thu hồi khóa. Khóa này không mở được gì nữa."))
    return redirect("studio:system", number=number)


@require_POST
def delivery_sending(request: ActingRequest, number: int, delivery_id: UUID) -> HttpResponse:
    """What nobody took is tried for three more days."""
    _require_administrator(request)
    delivery = get_object_or_404(Delivery, pk=delivery_id, subscription__system=number)
    sending.send_again(delivery, at=legal_time.now())
    messages.success(request, _("Sẽ gửi lại tin này trong vòng một phút."))
    return redirect("studio:system", number=number)


def _require_administrator(request: ActingRequest) -> None:
    """Keys of machines are the business of whoever runs the machine."""
    if request.actor.role is not Role.TECHNICAL_ADMINISTRATOR:
        raise Http404


def _registered(request: ActingRequest, given: Answered) -> ConnectedSystem:
    agency = _agencies().filter(code=given.text("agency")).first()
    return keys.register(
        given.text("name"),
        contact=given.text("contact"),
        agency=agency,
        reads_agency=bool(given.typed["reads_agency"]),
        by=_account(request),
        at=legal_time.now(),
    )


def _given(request: ActingRequest, system: ConnectedSystem, given: Answered) -> Given:
    until = given.text("until")
    return keys.give(
        system,
        scopes=[Scope(scope) for scope in given.typed["scopes"] or ()],
        per_minute=int(given.text("per_minute")),
        by=_account(request),
        at=legal_time.now(),
        until=_end_of(date.fromisoformat(until)) if until else None,
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, VIETNAM).astimezone(UTC)


def _list(request: ActingRequest, asked: list[Field], given: Answered, problems: dict[str, str]) -> HttpResponse:
    known = ConnectedSystem.objects.select_related("agency").prefetch_related("keys").order_by("name")
    at = legal_time.now()
    rows = [(each, sum(system_words.opens(key, at=at) for key in each.keys.all())) for each in known]
    context = {"rows": rows, "asked": asked, "typed": given.typed, "problems": problems}
    return _drawn(request, "studio/systems.html", context, problems)


def _page(
    request: ActingRequest,
    system: ConnectedSystem,
    asked: list[Field],
    given: Answered,
    *,
    problems: dict[str, str] | None = None,
    shown: Given | None = None,
) -> HttpResponse:
    uses = SystemUse.objects.filter(key__system=system).select_related("key").order_by("-pk")[:MOST_USES]
    dead = Delivery.objects.filter(subscription__system=system, standing=Standing.DEAD)
    at = legal_time.now()
    context = {
        "system": system,
        "keys": [(key, system_words.standing(key, at=at)) for key in system.keys.order_by("-pk")],
        "uses": list(uses),
        "subscriptions": list(system.subscriptions.filter(ended_at=None).order_by("made_at")),
        "dead": list(dead.select_related("subscription").order_by("-made_at")[:MOST_USES]),
        "shown": shown,
        "words": system_words,
        "asked": asked,
        "typed": given.typed,
        "problems": problems or {},
    }
    return _drawn(request, "studio/system.html", context, problems or {})


def _drawn(request: ActingRequest, template: str, context: dict[str, Any], problems: dict[str, str]) -> HttpResponse:
    page = door.page(request, template, context)
    page.status_code = 422 if problems else 200
    return page


def _key(number: int, name: str) -> SystemKey:
    return get_object_or_404(SystemKey.objects.select_related("system__agency"), system=number, name=name)


def _agencies() -> QuerySet[Agency]:
    return existing_on(legal_day(legal_time.now())).order_by("name")


def _about_a_system() -> list[Field]:
    agencies = tuple(Option(agency.code, agency.name) for agency in _agencies().only("code", "name"))
    return [
        Field("name", _("Tên hệ thống"), "text", required=True, max_length=120),
        Field("contact", _("Nơi liên hệ khi có sự cố"), "text", required=True, max_length=200),
        Field("agency", _("Thay mặt cơ quan"), "select", options=agencies, help=_("Không chọn nếu không thay ai.")),
        Field("reads_agency", _("Cho đọc mọi hồ sơ mà cơ quan này tiếp nhận hoặc giải quyết"), "boolean"),
    ]


def _about_a_key() -> list[Field]:
    scopes = tuple(Option(scope.value, str(word)) for scope, word in system_words.SCOPES.items())
    return [
        Field("scopes", _("Khóa mở những việc"), "multiselect", options=scopes, required=True),
        Field(
            "per_minute",
            _("Số lần gọi nhiều nhất mỗi phút"),
            "integer",
            required=True,
            minimum=1,
            maximum=MOST_PER_MINUTE,
            default=60,
        ),
        Field("until", _("Dùng đến hết ngày"), "date", not_past=True, help=_("Để trống nếu không hẹn ngày.")),
    ]


def _account(request: ActingRequest) -> int:
    assert request.actor.account_id is not None, "who runs the machine has signed in"
    return request.actor.account_id
