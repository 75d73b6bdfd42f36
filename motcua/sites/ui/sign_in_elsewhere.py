"""Sign in with the identity of a national provider, and join one to the account that one is signed in with."""

from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from motcua.foundation import legal_time
from motcua.foundation.accounts import identities
from motcua.foundation.accounts.models import Account
from motcua.foundation.accounts.openid import profiles
from motcua.foundation.accounts.openid.profiles import PROFILES
from motcua.foundation.accounts.openid.tokens import TokenDoubtful
from motcua.foundation.accounts.vouched import Vouched
from motcua.foundation.refusals import Refusal
from motcua.foundation.security_log.events import Event
from motcua.sites.ui import coming_in, guarding, refusals
from motcua.sites.ui.sign_in_provider import NationalAdapter, NationalProvider, answers_this_visit
from motcua.sites.ui.views import own_path

#: In the session: by which provider she came, who may still know this browser after she has left here.
CAME_FROM = "came_from"


# allauth's exceptions of the wire (requests) are OSErrors; what is no JSON is a ValueError.
# A link and not a form: a browser holds a form to our own pages, and a provider sends it on from house to house.
# The worst that a forged one does is to begin what nobody then finishes.
@login_not_required
@require_safe
@never_cache
def going(request: HttpRequest, provider: str) -> HttpResponse:
    found = _provider(request, provider)
    joining = "joining" in request.GET and request.user.is_authenticated
    try:
        return found.leave(request, onward=own_path(request, request.GET.get("next", "")), joining=joining)
    except (OSError, ValueError):
        return _sentence(request, provider, _silent(provider), status=503, reason="silent")


@login_not_required
@require_GET
@never_cache
def coming_back(request: HttpRequest, provider: str) -> HttpResponse:
    """The code becomes a token, the token a person. What does not fit together ends in a sentence."""
    wire = NationalAdapter(request, _provider(request, provider).app.provider_id)
    try:
        if request.GET.get("iss", wire.issuer) != wire.issuer:
            raise TokenDoubtful
        answer: HttpResponse = OAuth2CallbackView.adapter_view(wire)(request)
    except Refusal as refusal:
        return _sentence(request, provider, refusals.sentence(refusal), status=403, reason=type(refusal).__name__)
    except (OSError, ValueError):
        return _sentence(request, provider, _silent(provider), status=503, reason="silent")
    return answer


def arrived(request: HttpRequest, login: SocialLogin) -> HttpResponse:
    """Raises the refusals of `identities` and of tokens."""
    if not answers_this_visit(login):
        raise TokenDoubtful
    said = login.account.extra_data
    vouched = profiles.read(login.account.provider, {**said["id_token"], **said["userinfo"]})
    if login.state.get("joining"):
        return _joined(request, vouched)
    account = identities.come_in(vouched, at=legal_time.now())
    answer = coming_in.admit(request, account, onward=str(login.state.get("next", "")))
    request.session[CAME_FROM] = vouched.provider
    return answer


def way_out(request: HttpRequest, provider: str) -> str:
    """Where the provider ends its own session, if it has said so: the next person at this machine must not be her."""
    try:
        wire = NationalAdapter(request, _provider(request, provider).app.provider_id)
        address = str(wire.openid_config.get("end_session_endpoint", ""))
    except (OSError, ValueError, Http404):
        return ""
    # Without the token itself: it says who she is, and an address is written down by every machine on its way.
    asked = {"client_id": wire.get_provider().app.client_id, "post_logout_redirect_uri": settings.PUBLIC_URL}
    return f"{address}?{urlencode(asked)}" if address else ""


def failed(request: HttpRequest, provider: str, *, error: str, exception: Exception | None) -> HttpResponse:
    """What allauth could not do: the person turned back, the visit is too old, or the provider said no."""
    name = PROFILES[provider].name
    if error == AuthError.CANCELLED:
        messages.info(
            request, _("Ông/bà chưa đăng nhập bằng %(name)s. Chọn lại, hoặc dùng cách khác.") % {"name": name}
        )
        return redirect("ui:sign-in")
    if isinstance(exception, OSError):
        return _sentence(request, provider, _silent(provider), status=503, reason="silent")
    again = _("Lần đăng nhập này đã quá lâu hoặc đã dùng rồi. Bấm đăng nhập bằng %(name)s lần nữa.") % {"name": name}
    return _sentence(request, provider, again, status=403, reason=type(exception).__name__ if exception else "state")


def _joined(request: HttpRequest, vouched: Vouched) -> HttpResponse:
    if not isinstance(request.user, Account):
        return redirect("ui:sign-in")
    identities.join(request.user, vouched, at=legal_time.now())
    guarding.tell(request, Event.IDENTITY_JOINED, provider=vouched.provider, level=vouched.level)
    messages.success(
        request, _("Từ nay ông/bà đăng nhập được bằng %(name)s.") % {"name": PROFILES[vouched.provider].name}
    )
    return redirect("ui:identities")


def _provider(request: HttpRequest, key: str) -> NationalProvider:
    if key not in {profile.key for profile in profiles.offered()}:
        raise Http404
    found: Any = get_adapter(request).get_provider(request, key)
    assert isinstance(found, NationalProvider), "the settings name our provider"
    return found


def _sentence(request: HttpRequest, provider: str, sentence: str, *, status: int, reason: str) -> HttpResponse:
    guarding.tell(request, Event.IDENTITY_REFUSED, provider=provider, reason=reason)
    context = {"name": PROFILES[provider].name, "sentence": sentence, "provider": provider}
    return render(request, "ui/sign_in_failed.html", context, status=status)


def _silent(provider: str) -> str:
    name = PROFILES[provider].name
    return _("%(name)s chưa trả lời. Chờ vài phút rồi thử lại, hoặc đăng nhập bằng cách khác.") % {"name": name}
