"""Officers pass the second factor before anything else, and whoever runs the system shows it again for each change."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Account
from motcua.foundation.security_log.events import Event
from motcua.sites.ui import carrying, guarding
from motcua.sites.ui.second_factor import asking, freshness

_STUDIO = "/studio/"
_OWN_PAGES = "/profile/second-factor"


class SecondFactorFirst:
    """Asks for nothing where officers are not asked for a second factor; what the studio changes is noted anyway."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _has_changed_the_system(request, response):
            guarding.tell(request, Event.CONFIGURATION_CHANGED, what=_view_name(request))
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: object) -> HttpResponse | None:
        if not settings.SECOND_FACTOR or not getattr(view, "login_required", True):
            return None
        account = request.user
        if not isinstance(account, Account) or not account.is_officer or request.path.startswith(_OWN_PAGES):
            return None
        if freshness.shown_at(request) is None:
            return redirect("ui:second-factors")
        if _changes_the_system(request) and not freshness.is_fresh(request, at=legal_time.now()):
            return asking.ask_again(
                request, onward=request.get_full_path(), carried=urlencode([*carrying.typed(request)])
            )
        return None


def _has_changed_the_system(request: HttpRequest, response: HttpResponse) -> bool:
    """What the studio has taken in, it answers by leading on."""
    done = response.status_code == HTTPStatus.FOUND
    return done and request.method == "POST" and request.path.startswith(_STUDIO) and request.user.is_authenticated


def _view_name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _changes_the_system(request: HttpRequest) -> bool:
    role = request.actor.role  # type: ignore[attr-defined]  # middleware.WhoActs
    return request.method == "POST" and role is Role.TECHNICAL_ADMINISTRATOR and request.path.startswith(_STUDIO)
