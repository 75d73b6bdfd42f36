"""Officers pass the second factor before anything else, and whoever runs the system shows it again for each change."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Account
from motcua.sites.ui import carrying
from motcua.sites.ui.second_factor import asking, freshness

_OWN_PAGES = "/profile/second-factor"


class SecondFactorFirst:
    """Does nothing where officers are not asked for a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        if not settings.SECOND_FACTOR or not getattr(view, "login_required", True):
            return None
        account = request.user
        if not isinstance(account, Account) or not account.is_officer or request.path.startswith(_OWN_PAGES):
            return None
        if freshness.shown_at(request) is None:
            return redirect("ui:second-factors")
        if _changes_the_system(request) and not freshness.is_fresh(request, at=legal_time.now()):
            return asking.ask_again(request, onward=request.get_full_path(), carried=urlencode([*carrying.typed(request)]))
        return None


def _changes_the_system(request: HttpRequest) -> bool:
    role = request.actor.role  # type: ignore[attr-defined]  # middleware.WhoActs
    return request.method == "POST" and role is Role.TECHNICAL_ADMINISTRATOR and request.path.startswith("/studio/")
