"""Ask for the second factor: at sign-in, and once more before what changes the system."""

import json
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Account
from motcua.foundation.accounts.second_factor import factors
from motcua.foundation.security_log.events import Event
from motcua.sites.ui import entering, guarding, refusals, tries
from motcua.sites.ui.second_factor import freshness
from motcua.sites.ui.views import own_path

#: In the session between the password and the second factor: who, and since when.
_WAITING = "waiting_for_second_factor"
_PATIENCE = timedelta(minutes=10)
DOOR = "second factor"


def ask_first(request: HttpRequest, account: Account, *, onward: str, carried: str) -> HttpResponse:
    """The password was right. Nobody is signed in yet."""
    request.session.cycle_key()
    request.session[_WAITING] = {"account": account.pk, "at": legal_time.now().isoformat()}
    return _page(request, account, onward=onward, carried=carried)


def ask_again(request: HttpRequest, *, onward: str, carried: str = "") -> HttpResponse:
    """Whoever is signed in shows it once more; what she was sending goes along."""
    assert isinstance(request.user, Account), "strangers are sent to the sign-in before this"
    return _page(request, request.user, onward=onward, carried=carried, status=403 if carried else 200)


@sensitive_post_parameters("code", "credential")
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    at = legal_time.now()
    account = _waiting(request, at=at)
    if account is None:
        return redirect("ui:sign-in")
    onward, carried = request.POST.get("next", ""), request.POST.get("carried", "")
    if request.method != "POST":
        return _page(request, account, onward=request.GET.get("next", ""), carried="")
    try:
        tries.count(request, f"account {account.pk}", at=at, door=DOOR)
        method = _check(request, account, at=at)
    except tries.TooManyTries as refusal:
        return _page(request, account, onward=onward, carried=carried, problem=refusals.sentence(refusal), status=429)
    except factors.FactorWrong as refusal:
        guarding.tell(request, Event.FACTOR_WRONG, account=account)
        return _page(request, account, onward=onward, carried=carried, problem=refusals.sentence(refusal), status=422)
    tries.forgive(request, f"account {account.pk}", door=DOOR)
    request.session.pop(_WAITING, None)
    guarding.tell(request, Event.FACTOR_SHOWN, account=account, method=method)
    if request.user.is_authenticated:
        request.session.cycle_key()
        freshness.note(request, at=at)
        return entering.go_on(request, own_path(request, onward), carried=carried)
    answer = entering.enter(request, account, onward=onward, carried=carried)
    freshness.note(request, at=at)
    return answer


def _check(request: HttpRequest, account: Account, *, at: datetime) -> str:
    if given := request.POST.get("credential"):
        return factors.check_passkey(account, credential(given), at=at)
    return factors.check_code(account, request.POST.get("code", ""), at=at)


def credential(given: str) -> dict[str, Any]:
    try:
        found = json.loads(given)
    except ValueError as broken:
        raise factors.FactorWrong from broken
    if not isinstance(found, dict):
        raise factors.FactorWrong
    return found


def _waiting(request: HttpRequest, *, at: datetime) -> Account | None:
    """Whoever has shown her password a moment ago, or is signed in and asked once more."""
    if isinstance(request.user, Account):
        return request.user if factors.has_any(request.user) else None
    found = request.session.get(_WAITING)
    if not found or at - datetime.fromisoformat(found["at"]) > _PATIENCE:
        return None
    return Account.objects.select_related("person").filter(pk=found["account"], is_active=True).first()


def _page(
    request: HttpRequest, account: Account, *, onward: str, carried: str, problem: str = "", status: int = 200
) -> HttpResponse:
    types = {row.type for row in factors.of(account)}
    options = webauthn.begin_authentication(account) if factors.Type.WEBAUTHN in types else None
    context = {
        "next": onward,
        "carried": carried,
        "problems": {"code": problem} if problem else {},
        "options": options,
        "has_app": factors.Type.TOTP in types,
        "name": account.person.full_name,
        "again": request.user.is_authenticated,
        "hint": _("Sáu số đang hiện trên ứng dụng mã trong điện thoại, hoặc một mã dự phòng"),
    }
    return render(request, "ui/second_factor.html", context, status=status)
