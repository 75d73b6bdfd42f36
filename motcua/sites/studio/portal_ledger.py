"""Sổ liên thông: what the national portal was told, what waits for a person, and where the two sides differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.codes import normalised
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.national_portal import client, comparing, ledger, outbound
from motcua.effects.national_portal.models import WAITING, Message, Stage, Standing
from motcua.foundation import legal_time
from motcua.foundation.audit.looks import note_look
from motcua.sites.studio import door
from motcua.sites.ui import labels, portal_words
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.labels import Shown

PAGE, LONGEST = 50, 60
#: Of a number that the database has.
_MOST_DIGITS = 18
#: The lists of the page: what is in each.
LISTS: Mapping[str, QuerySet[Message]] = {
    "set-aside": Message.objects.filter(stage=Stage.SET_ASIDE),
    "waiting": Message.objects.filter(stage__in=WAITING),
    "all": Message.objects.all(),
}


@dataclass(frozen=True, slots=True)
class Differing:
    code: str
    fields: int
    standing: Standing


def _place(after: str) -> int | None:
    """Anything that no page gave out is the beginning."""
    return int(after) if after.isascii() and after.isdigit() and len(after) <= _MOST_DIGITS else None


@require_safe
def portal_ledger(request: ActingRequest) -> HttpResponse:
    _require_administrator(request)
    shown = request.GET.get("show", "set-aside")
    if shown not in {*LISTS, "differing"}:
        raise Http404
    after = request.GET.get("after", "")
    code = request.GET.get("code", "")[:LONGEST].strip()
    if code and _filed(code) is not None:
        return redirect("studio:portal-dossier", code=normalised(code))
    told = [] if shown == "differing" else _listed(shown, after=_place(after))
    context = {
        "shown": shown,
        "code": code,
        "problem": _("Không thấy hồ sơ có mã này. Kiểm tra lại mã.") if code else "",
        "rows": _differing() if shown == "differing" else told[:PAGE],
        "next_after": told[PAGE - 1].pk if len(told) > PAGE else "",
        "after": after,
        "totals": comparing.totals(),
        "is_connected": client.is_connected(),
        "their_page": settings.NATIONAL_PORTAL_PAGE,
        "words": portal_words,
    }
    page = door.page(request, "studio/portal_ledger.html", context)
    page.status_code = 404 if code else 200
    return page


@require_safe
def portal_dossier(request: ActingRequest, code: str) -> HttpResponse:
    """One dossier's line and its differences; what is in the dossier she does not see."""
    dossier = _dossier(request, code)
    told = list(Message.objects.filter(dossier=dossier).select_related("event").order_by("-sequence"))
    context: dict[str, Any] = {
        "dossier": dossier,
        "standing": Standing.objects.filter(dossier=dossier).first(),
        "shown": _how_it_stands(dossier),
        "messages_told": told,
        "differences": comparing.open_differences().filter(dossier=dossier).order_by("field"),
        "is_connected": client.is_connected(),
        "their_page": settings.NATIONAL_PORTAL_PAGE,
        "words": portal_words,
        "actions": labels.ACTIONS,
    }
    return door.page(request, "studio/portal_dossier.html", context)


@require_POST
def portal_comparison(request: ActingRequest, code: str) -> HttpResponse:
    dossier = _dossier(request, code)
    differences = comparing.compare_one(dossier, at=legal_time.now())
    if differences:
        messages.warning(request, _("Hai bên lệch nhau. Xem từng chỗ lệch bên dưới."))
    else:
        messages.success(request, _("Đã so: hai bên giống nhau."))
    return redirect("studio:portal-dossier", code=dossier.code)


@require_POST
def portal_resending(request: ActingRequest, code: str) -> HttpResponse:
    """The whole dossier as it stands: an update replaces what is there, and doubles nothing."""
    dossier = _dossier(request, code)
    ledger.tell_all(dossier.pk, at=legal_time.now())
    outbound.wake(dossier.pk)
    messages.success(request, _("Đã đưa toàn bộ hồ sơ vào hàng chờ gửi. Tải lại trang sau ít phút để xem kết quả."))
    return redirect("studio:portal-dossier", code=dossier.code)


@require_POST
def portal_retrying(request: ActingRequest, code: str, sequence: int) -> HttpResponse:
    """What was set aside goes back into its place in the line."""
    dossier = _dossier(request, code)
    ledger.put_back(get_object_or_404(Message, dossier=dossier, sequence=sequence), at=legal_time.now())
    outbound.wake(dossier.pk)
    messages.success(request, _("Bản tin sẽ được gửi lại trong ít phút."))
    return redirect("studio:portal-dossier", code=dossier.code)


def _listed(shown: str, *, after: int | None) -> list[Message]:
    """The newest first, one more than a page."""
    found = LISTS[shown].select_related("dossier", "event").order_by("-pk")
    return list((found.filter(pk__lt=after) if after is not None else found)[: PAGE + 1])


def _differing() -> list[Differing]:
    found = Standing.objects.filter(differing__gt=0).select_related("dossier").order_by("compared_at", "pk")
    return [Differing(str(each.dossier.code), each.differing, each) for each in found[:PAGE]]


def _how_it_stands(dossier: Dossier) -> Shown:
    standing = Standing.objects.filter(dossier=dossier).first()
    if ledger.waiting(dossier.pk).exists():
        return portal_words.UNDER_WAY
    if standing is None or standing.compared_at is None:
        return portal_words.NOT_COMPARED
    return portal_words.DIFFERS if standing.differing else portal_words.SAME


def _dossier(request: ActingRequest, code: str) -> Dossier:
    """By its code; the look is written down."""
    _require_administrator(request)
    found = _filed(code)
    if found is None:
        raise Http404
    actor = request.actor
    assert actor.account_id is not None, "administrators have accounts"
    assert actor.post_id is not None, "and posts"
    note_look(
        account_id=actor.account_id, post_id=actor.post_id, dossier_id=found.pk, at=legal_time.now(), part="portal"
    )
    return found


def _filed(code: str) -> Dossier | None:
    return Dossier.objects.filter(code=normalised(code)).first()


def _require_administrator(request: ActingRequest) -> None:
    if request.actor.role is not Role.TECHNICAL_ADMINISTRATOR:
        raise Http404
