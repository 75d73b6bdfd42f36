"""Public look-up: the code alone gives the degree of completion; with the printed secret it gives the status."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.dossiers.queries import tracking
from motcua.effects.national_portal import arrivals
from motcua.effects.ratings.rating import RATED
from motcua.foundation import legal_time
from motcua.sites.ui import tries

DOOR = "tracking"
LONGEST = 60


@sensitive_post_parameters("secret")
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def look_up(request: HttpRequest) -> HttpResponse:
    return _status(request) if request.method == "POST" else _degree(request)


def _degree(request: HttpRequest) -> HttpResponse:
    code = request.GET.get("code", "")[:LONGEST].strip()
    degree = _degree_of(_ours(code)) if code else None
    if code and degree is None:
        problems = {
            "code": _("Không thấy hồ sơ có mã này. Kiểm tra lại mã ghi trên giấy tiếp nhận hoặc trong tin báo.")
        }
        return _page(request, code=code, problems=problems, status=404)
    return _page(request, code=code, degree=degree)


def _ours(code: str) -> str:
    """Who filed at the national portal knows that number alone; it leads to the code that we gave."""
    return arrivals.our_code(code) or code


def _degree_of(code: str) -> tracking.Degree | None:
    dossier = tracking.filed(code)
    if dossier is not None:
        return tracking.degree(dossier)
    received = tracking.received_offline(code)
    return tracking.degree_on_receipt(received) if received else None


def _status_of(code: str, secret: str) -> tracking.Status | None:
    dossier = tracking.filed(code)
    if dossier is not None:
        return tracking.status(dossier, secret=secret)
    received = tracking.received_offline(code)
    return tracking.status_on_receipt(received, secret=secret) if received else None


def _status(request: HttpRequest) -> HttpResponse:
    """A code that does not exist and a secret that is wrong get the same answer."""
    code, secret = (request.POST.get(name, "")[:LONGEST].strip() for name in ("code", "secret"))
    if problems := _empty(code, secret):
        return _page(request, code=code, problems=problems, status=422)
    try:
        tries.count(request, code, at=legal_time.now(), door=DOOR)
    except tries.TooManyTries:
        problems = {"code": _("Đã thử sai quá nhiều lần. Chờ 15 phút rồi thử lại, hoặc gọi tổng đài để được giúp.")}
        return _page(request, code=code, problems=problems, status=429)
    status = _status_of(_ours(code), secret)
    if status is None:
        problems = {"secret": _("Mã hồ sơ hoặc mã tra cứu chưa đúng. Kiểm tra lại cả hai trên giấy đã nhận.")}
        return _page(request, code=code, problems=problems, status=404)
    tries.forgive(request, code, door=DOOR)
    may_rate = status.state in RATED and not request.actor.is_officer  # type: ignore[attr-defined]  # middleware.WhoActs
    context = {"status": status, "at": legal_time.now(), "secret": secret, "may_rate": may_rate}
    return render(request, "portal/status.html", context)


def _empty(code: str, secret: str) -> dict[str, str]:
    problems = {}
    if not code:
        problems["code"] = _("Nhập mã hồ sơ.")
    if not secret:
        problems["secret"] = _("Nhập mã tra cứu gồm 8 chữ và số.")
    return problems


def _page(
    request: HttpRequest, *, code: str, degree: object = None, problems: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    context = {"code": code, "degree": degree, "problems": problems or {}}
    return render(request, "portal/tracking.html", context, status=status)
