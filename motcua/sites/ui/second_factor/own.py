"""An officer's own factors: which, add one, take one away, new codes for a bad day."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation import legal_time
from motcua.foundation.accounts.second_factor import factors
from motcua.foundation.security_log.events import Event
from motcua.sites.ui import guarding, qr_codes, refusals, tries
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.second_factor import asking, freshness

LONGEST_NAME = 60


@require_safe
@never_cache
def own_factors(request: ActingRequest) -> HttpResponse:
    _require_officer(request)
    rows = factors.of(request.user)
    if rows and freshness.shown_at(request) is None:
        return asking.ask_again(request, onward=request.path)
    context = {
        "factors": [(row, _name(row)) for row in rows],
        "has_app": any(row.type == factors.Type.TOTP for row in rows),
        "codes_left": factors.recovery_codes_left(request.user),
        "required": freshness.is_asked_of(request.user),
    }
    return render(request, "ui/second_factors.html", context)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_app(request: ActingRequest) -> HttpResponse:
    _require_officer(request)
    if again := _once_more(request):
        return again
    secret = totp.get_totp_secret(regenerate=False)
    if request.method != "POST":
        return _app_page(request, secret)
    at = legal_time.now()
    try:
        tries.count(request, f"account {request.user.pk}", at=at, door=asking.DOOR)
        factors.add_app(request.user, secret=secret, code=request.POST.get("code", ""))
    except tries.TooManyTries as refusal:
        return _app_page(request, secret, problem=refusals.sentence(refusal), status=429)
    except factors.FactorWrong as refusal:
        return _app_page(request, secret, problem=refusals.sentence(refusal), status=422)
    totp.clear_totp_secret(request)
    return _added(request)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_passkey(request: ActingRequest) -> HttpResponse:
    """Without JavaScript there are no passkeys: the page says so, and leads to the app."""
    _require_officer(request)
    if again := _once_more(request):
        return again
    if request.method != "POST":
        return _passkey_page(request)
    name = request.POST.get("name", "").strip()[:LONGEST_NAME] or _("Khóa của tôi")
    try:
        shown = asking.credential(request.POST.get("credential", ""))
        factors.add_passkey(request.user, name=name, credential=shown)
    except factors.FactorWrong:
        problem = _("Chưa thêm được khóa. Bấm lại và làm theo lời nhắc của máy; hoặc dùng ứng dụng mã.")
        return _passkey_page(request, problem=problem, status=422)
    return _added(request)


@require_POST
@never_cache
def new_codes(request: ActingRequest) -> HttpResponse:
    _require_officer(request)
    if again := _once_more(request):
        return again
    if not factors.has_any(request.user):
        raise Http404
    return _codes(request, added=False)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def removal(request: ActingRequest, number: int) -> HttpResponse:
    _require_officer(request)
    if again := _once_more(request):
        return again
    row = next((row for row in factors.of(request.user) if row.pk == number), None)
    if row is None:
        raise Http404
    if request.method != "POST":
        return render(request, "ui/second_factor_removal.html", {"factor": row, "name": _name(row)})
    factors.remove(request.user, number=number, required=freshness.is_asked_of(request.user))
    guarding.tell(request, Event.FACTOR_REMOVED)
    messages.success(request, _("Đã bỏ: %(name)s.") % {"name": _name(row)})
    return redirect("ui:second-factors")


def _added(request: ActingRequest) -> HttpResponse:
    """With the first factor come the codes for a bad day."""
    freshness.note(request, at=legal_time.now())
    guarding.tell(request, Event.FACTOR_ADDED)
    if factors.recovery_codes_left(request.user):
        messages.success(request, _("Đã thêm. Từ lần đăng nhập sau, hệ thống hỏi thêm bước này."))
        return redirect("ui:second-factors")
    return _codes(request, added=True)


def _codes(request: ActingRequest, *, added: bool) -> HttpResponse:
    """Shown this once: they cannot be looked up again."""
    context = {"codes": factors.new_recovery_codes(request.user), "added": added}
    return render(request, "ui/recovery_codes.html", context)


def _once_more(request: ActingRequest) -> HttpResponse | None:
    """Whoever finds an open desk must not exchange the locks: with a factor, it is shown again first."""
    if not factors.has_any(request.user) or freshness.is_fresh(request, at=legal_time.now()):
        return None
    where = request.path if request.method == "GET" else "/profile/second-factor"
    return asking.ask_again(request, onward=where)


def _app_page(request: ActingRequest, secret: str, *, problem: str = "", status: int = 200) -> HttpResponse:
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    address = get_adapter().build_totp_url(request.user, secret)
    context = {"picture": qr_codes.svg(address), "secret": groups, "problems": {"code": problem} if problem else {}}
    return render(request, "ui/second_factor_app.html", context, status=status)


def _passkey_page(request: ActingRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    options = webauthn.begin_registration(request.user, passwordless=False)
    context = {"options": options, "problems": {"name": problem} if problem else {}}
    return render(request, "ui/second_factor_passkey.html", context, status=status)


def _name(row: Authenticator) -> str:
    return row.wrap().name if row.type == factors.Type.WEBAUTHN else _("Ứng dụng mã trên điện thoại")


def _require_officer(request: ActingRequest) -> None:
    if not request.user.is_officer:
        raise Http404
