"""The page that works without us, what it takes along, and what it sends when the line is back."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, RawPostDataException
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.blueprints.catalogue.queries import ProcedureUnknown
from motcua.dossiers.commands import leasing
from motcua.dossiers.models import LeasedNumber, NumberLease, OfflineReception
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering
from motcua.sites.desk.offline import kit as kits
from motcua.sites.desk.offline.pages import open_leases, units_of
from motcua.sites.desk.offline.reading import received
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest

#: An envelope holds one person and thirty papers; a hundred times that is an attack.
LONGEST_ENVELOPE = 100_000
_WORKER = Path(__file__).parents[2] / "ui/static/js/offline_worker.js"


@require_safe
def app(request: ActingRequest) -> HttpResponse:
    """The page itself says nothing about anybody, so that a browser may keep it."""
    _require_reception(request)
    return render(request, "desk/offline_app.html", {"hotline": settings.HOTLINE})


@require_safe
def worker(request: ActingRequest) -> HttpResponse:
    """The program that brings the page when we cannot. It stands here, since it may serve no address above its own."""
    _require_reception(request)
    return HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


@require_safe
def kit(request: ActingRequest) -> HttpResponse:
    _require_reception(request)
    at = legal_time.now()
    content = kits.kit(open_leases(units_of(request)), request, officer=request.user.person.full_name, at=at)
    return JsonResponse({**content, "csrf": get_token(request)})


@require_POST
def reception(request: ActingRequest) -> HttpResponse:
    """One sealed reception. Kept for good when this says so; whatever is said otherwise, the counter keeps its own."""
    _require_reception(request)
    try:
        posted = json.loads(request.body[:LONGEST_ENVELOPE])
        taken = NumberLease.objects.get(uuid=UUID(posted["lease"]), unit__in=units_of(request))
        content = leasing.opened(taken, posted["envelope"])
        facts = received(content, uuid=posted["uuid"], sent_at=posted["sent_at"])
        taken_in = leasing.take_in(facts, actor=request.actor, at=legal_time.now())
    except (ValueError, KeyError, TypeError, AttributeError, RawPostDataException, NumberLease.DoesNotExist):
        return JsonResponse({"problem": refusals.sentence(leasing.NotAReception())}, status=422)
    except (Refusal, ProcedureUnknown) as refusal:
        return JsonResponse({"problem": refusals.sentence(refusal)}, status=409)
    return kept(taken_in)


def kept(reception: OfflineReception) -> HttpResponse:
    """Only now may the counter forget it."""
    return JsonResponse({"code": reception.number.code})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def handwritten(request: ActingRequest, number: str) -> HttpResponse:
    """A receipt that was written by hand on a numbered form: type what stands on it, and the dossier is there."""
    _require_reception(request)
    found = LeasedNumber.objects.filter(code=number, lease__unit__in=units_of(request), reception=None).first()
    if found is None:
        raise Http404
    context: dict[str, Any] = {"number": found, "typed": request.POST, "key": uuid4().hex}
    content = kits.kit([found.lease], request, officer="", at=legal_time.now())
    context["procedures"] = content["procedures"]
    if request.method != "POST":
        return answering.page(request, "desk/offline_handwritten.html", context)
    try:
        taken_in = _take_in_by_hand(request, found)
    except (Refusal, ProcedureUnknown) as refusal:
        problem = {"refused": refusals.sentence(refusal)}
        return answering.page(request, "desk/offline_handwritten.html", {**context, **problem}, status=422)
    messages.success(request, _("Đã nhập biên nhận %(code)s. Nhập tiếp nội dung tờ khai.") % {"code": found.code})
    return redirect("desk:counter-draft", uuid=taken_in.dossier.uuid)


def _take_in_by_hand(request: ActingRequest, number: LeasedNumber) -> OfflineReception:
    now, posted = legal_time.now(), request.POST
    hour, promised = posted.get("received_hour", ""), posted.get("promised_day", "")
    content = {
        **{key: posted.get(key, "") for key in ("procedure", "full_name", "personal_id", "phone", "birth_date")},
        "code": number.code,
        "received_at": f"{number.lease.day.isoformat()}T{hour}:00+07:00",
        "promised_at": f"{promised}T{posted.get('promised_hour') or '17:00'}:00+07:00" if promised else "",
        "rest": {"note": posted.get("note", "")},
    }
    facts = received(content, uuid=posted.get("key", ""), sent_at=now.isoformat())
    return leasing.take_in(facts, actor=request.actor, at=now)


def _require_reception(request: ActingRequest) -> None:
    if request.actor.role is not Role.RECEPTIONIST:
        raise Http404
