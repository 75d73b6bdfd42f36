"""The ways in that a person has: which, since when, last used when; take one away, join another."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.accounts import identities, passwords
from motcua.foundation.accounts.models import SignInIdentity
from motcua.foundation.accounts.openid import profiles
from motcua.foundation.accounts.verified import verified_since
from motcua.foundation.security_log.events import Event
from motcua.sites.ui import guarding
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class WayIn:
    number: int
    name: str
    #: The sign-in name, for a password alone: what a provider calls somebody says nothing to her.
    known_as: str
    joined_at: datetime | None
    last_used_at: datetime | None


@require_safe
def own_identities(request: ActingRequest) -> HttpResponse:
    rows = list(request.user.identities.order_by("pk"))
    joined = {row.provider for row in rows}
    context = {
        "ways": [_shown(row) for row in rows],
        "others": [] if request.user.is_officer else [one for one in profiles.offered() if one.key not in joined],
        "verified_since": verified_since(request.user.pk),
    }
    return render(request, "ui/identities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: ActingRequest, number: int) -> HttpResponse:
    """Asked once more, on a page of its own."""
    row = request.user.identities.filter(pk=number).first()
    if row is None:
        raise Http404
    if request.method != "POST":
        only = request.user.identities.count() == 1
        return render(request, "ui/identity_removal.html", {"way": _shown(row), "only": only})
    removed = identities.unlink(request.user, identity_id=number)
    guarding.tell(request, Event.IDENTITY_REMOVED, provider=removed.provider)
    messages.success(request, _("Đã bỏ đăng nhập bằng %(name)s.") % {"name": name_of(removed.provider)})
    return redirect("ui:identities")


def name_of(provider: str) -> str:
    profile = profiles.PROFILES.get(provider)
    return profile.name if profile else _("Mật khẩu")


def _shown(row: SignInIdentity) -> WayIn:
    known_as = row.subject if row.provider == passwords.PROVIDER else ""
    return WayIn(row.pk, name_of(row.provider), known_as, row.joined_at, row.last_used_at)
