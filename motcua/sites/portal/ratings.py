"""Rate how one's dossier was handled: signed in, or with the code and the secret of the receipt. Only who wants to."""

import hmac

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import tracking
from motcua.dossiers.rules.actor import STRANGER
from motcua.dossiers.rules.codes import normalised
from motcua.effects.ratings import rating as rating_of
from motcua.effects.ratings.rating import AlreadyRated, OfficersDoNotRate, OverallMissing
from motcua.foundation import legal_time
from motcua.sites.portal import finding, trackings
from motcua.sites.ui import rating_words, tries
from motcua.sites.ui.acting import ActingRequest

_LONGEST = 60


@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: ActingRequest, code: str) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    if request.method != "POST":
        return _page(request, dossier) if rating_of.may_rate(dossier, actor=request.actor) else _not_now(dossier)
    try:
        _rate(request, dossier)
    except OverallMissing:
        return _page(request, dossier, problems=_overall_missing())
    except AlreadyRated:
        messages.info(request, _("Hồ sơ này đã được đánh giá. Xin cảm ơn."))
    else:
        messages.success(request, _("Xin cảm ơn ông/bà đã đánh giá."))
    return redirect("portal:dossier", code=dossier.code)


@sensitive_post_parameters("secret")
@login_not_required
@require_POST
@never_cache
def rating_by_secret(request: ActingRequest) -> HttpResponse:
    """From the page of the look-up, for whoever has no account: the same two codes again, never in the address."""
    if request.actor.is_officer:
        raise OfficersDoNotRate
    code, secret = (request.POST.get(name, "")[:_LONGEST].strip() for name in ("code", "secret"))
    tries.count(request, code, at=legal_time.now(), door=trackings.DOOR)
    dossier = tracking.filed(code)
    if dossier is None or not _is_secret(dossier, secret):
        return redirect("portal:tracking")
    tries.forgive(request, code, door=trackings.DOOR)
    if not rating_of.may_rate(dossier, actor=STRANGER):
        return _thanks(request, dossier)
    if "send" not in request.POST:
        return _page(request, dossier, secret=secret)
    try:
        rating_of.rate(
            dossier, actor=STRANGER, overall=request.POST.get("overall", ""), aspects=request.POST, at=legal_time.now()
        )
    except OverallMissing:
        return _page(request, dossier, secret=secret, problems=_overall_missing())
    return _thanks(request, dossier)


def _rate(request: ActingRequest, dossier: Dossier) -> None:
    overall = request.POST.get("overall", "")
    rating_of.rate(dossier, actor=request.actor, overall=overall, aspects=request.POST, at=legal_time.now())


def _is_secret(dossier: Dossier, secret: str) -> bool:
    return hmac.compare_digest(normalised(secret).encode(), dossier.tracking_secret.encode())


def _overall_missing() -> dict[str, str]:
    return {"overall": _("Chưa chọn mức hài lòng chung. Chọn một trong ba mức.")}


def _page(
    request: ActingRequest, dossier: Dossier, *, secret: str = "", problems: dict[str, str] | None = None
) -> HttpResponse:
    context = {
        "dossier": dossier,
        "secret": secret,
        "fields": rating_words.fields(dossier),
        "typed": request.POST,
        "problems": problems or {},
    }
    return render(request, "portal/rating.html", context, status=422 if problems else 200)


def _thanks(request: ActingRequest, dossier: Dossier) -> HttpResponse:
    return render(request, "portal/rating_thanks.html", {"code": dossier.code})


def _not_now(dossier: Dossier) -> HttpResponse:
    """Not over yet, or rated: the dossier's own page says where things are."""
    return redirect("portal:dossier", code=dossier.code)
