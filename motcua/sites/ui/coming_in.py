"""Whoever has shown who she is comes in. An officer may show a second factor first."""

from django.http import HttpRequest, HttpResponse

from motcua.foundation.accounts.models import Account
from motcua.foundation.accounts.second_factor import factors
from motcua.sites.ui import entering
from motcua.sites.ui.second_factor import asking


def admit(request: HttpRequest, account: Account, *, onward: str, carried: str = "") -> HttpResponse:
    """Whoever has a second factor shows it before she is in."""
    if account.is_officer and factors.has_any(account):
        return asking.ask_first(request, account, onward=onward, carried=carried)
    return entering.enter(request, account, onward=onward, carried=carried)
