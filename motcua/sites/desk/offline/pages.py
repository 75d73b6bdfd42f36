"""Prepare the counter for a day without a line, and see what became of it."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.dossiers.commands import leasing
from motcua.dossiers.models import LeaseEnd, NumberLease, OfflineReception
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering
from motcua.sites.desk.counter.procedures import agencies_here
from motcua.sites.desk.offline import kit as kits
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest

USUAL_COUNT = 20


@require_http_methods(["GET", "HEAD", "POST"])
def offline(request: ActingRequest) -> HttpResponse:
    """The numbers that lie ready, what was received with them, and more numbers for the asking."""
    units = units_of(request)
    refused = _take(request) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return redirect("desk:offline")
    return answering.page(
        request,
        "desk/offline.html",
        {
            "leases": _leases(units),
            "receptions": _untyped(units),
            "odd": _odd(units),
            "days": _days(),
            "agencies": _agencies(request) if request.actor.role is Role.RECEPTIONIST else [],
            "usual": USUAL_COUNT,
            "most": leasing.MOST_NUMBERS,
            "refused": refused,
            "is_head": request.actor.role is Role.HEAD,
        },
        status=422 if refused else 200,
    )


@require_POST
def lease_ending(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """The desk gives numbers back; the head says that a machine is gone."""
    taken = get_object_or_404(NumberLease.objects.select_related("unit"), uuid=uuid, unit__in=units_of(request))
    how = LeaseEnd.LOST if request.actor.role is Role.HEAD else LeaseEnd.GIVEN_BACK
    try:
        void = leasing.end(taken, actor=request.actor, how=how, at=legal_time.now())
    except Refusal as refusal:
        messages.error(request, refusals.sentence(refusal))
    else:
        messages.success(request, _("Đã ghi hủy %(count)s số không dùng.") % {"count": void})
    return redirect("desk:offline")


@require_POST
def review(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """The head has looked at what was odd about a reception."""
    found = get_object_or_404(OfflineReception, uuid=uuid, number__lease__unit__in=units_of(request))
    if request.actor.role is not Role.HEAD:
        raise Http404
    leasing.review(found, actor=request.actor, at=legal_time.now())
    messages.success(request, _("Đã ghi nhận là ông/bà đã xem."))
    return redirect("desk:offline")


@require_safe
def pad(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """Receipts to fill in by hand, for a day on which the machine is gone as well."""
    taken = get_object_or_404(NumberLease.objects.select_related("unit", "agency"), uuid=uuid, ended_at=None)
    if taken.unit not in units_of(request) or request.actor.role is not Role.RECEPTIONIST:
        raise Http404
    content = kits.kit([taken], request, officer=request.user.person.full_name, at=legal_time.now())
    [lease] = content["leases"]
    return answering.page(request, "desk/offline_pad.html", {"lease": lease, "kit": content, "day": taken.day})


def units_of(request: ActingRequest) -> list[Agency]:
    """The receptionist's own; the head's own and those that her agency manages. For others there is nothing here."""
    agency_id = request.actor.agency_id
    if request.actor.role not in (Role.RECEPTIONIST, Role.HEAD) or agency_id is None:
        raise Http404
    managed = Q(managed_by_id=agency_id) if request.actor.role is Role.HEAD else Q()
    return list(Agency.objects.filter(Q(pk=agency_id) | managed if managed else Q(pk=agency_id)))


def _agencies(request: ActingRequest) -> list[Agency]:
    """The one for which most people come first: that which manages the unit."""
    managing = Agency.objects.values_list("managed_by_id", flat=True).get(pk=request.actor.agency_id or 0)
    return sorted(agencies_here(request), key=lambda agency: agency.pk != managing)


def open_leases(units: list[Agency]) -> QuerySet[NumberLease]:
    return NumberLease.objects.filter(unit__in=units, ended_at=None).select_related("unit", "agency")


def _take(request: ActingRequest) -> str:
    """Lease as asked for; gives the sentence of a polite no."""
    if request.actor.role is not Role.RECEPTIONIST:
        raise Http404
    unit = get_object_or_404(Agency, pk=request.actor.agency_id)
    agency = next((each for each in agencies_here(request) if each.code == request.POST.get("agency")), None)
    if agency is None:
        return _("Chọn cơ quan giải quyết trong danh sách.")
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
        count = int(request.POST.get("count", ""))
    except ValueError:
        return _("Chọn ngày, và ghi số lượng là một con số.")
    try:
        leasing.lease(unit, agency, actor=request.actor, day=day, count=count, at=legal_time.now())
    except Refusal as refusal:
        return refusals.sentence(refusal)
    messages.success(
        request, _("Đã ứng trước %(count)s số. Mở trang tiếp nhận một lần để máy giữ lại.") % {"count": count}
    )
    return ""


def _leases(units: list[Agency]) -> list[NumberLease]:
    used = Count("numbers", filter=Q(numbers__reception__isnull=False))
    return list(open_leases(units).annotate(all_numbers=Count("numbers"), used=used).order_by("day", "agency__code"))


def _untyped(units: list[Agency]) -> list[OfflineReception]:
    found = OfflineReception.objects.filter(number__lease__unit__in=units, dossier__state=State.DRAFT)
    with_names = found.select_related("number", "dossier__procedure_version__procedure", "dossier__applicant")
    return list(with_names.defer("dossier__procedure_version__definition").order_by("received_at", "pk"))


def _odd(units: list[Agency]) -> list[OfflineReception]:
    found = OfflineReception.objects.filter(number__lease__unit__in=units, reviewed_at=None).exclude(flags=[])
    return list(found.select_related("number", "dossier__applicant").order_by("sent_at", "pk"))


def _days() -> list[date]:
    """The working days for which numbers can be had."""
    today = legal_day(legal_time.now())
    calendar = versions.calendar_of(versions.current_id())
    days = (today + timedelta(days=ahead) for ahead in range(leasing.DAYS_AHEAD + 1))
    return [day for day in days if calendar.is_open(day)]
