"""In, under a new session, and on to where she was going."""

from urllib.parse import parse_qsl, urlencode

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Account
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Post
from motcua.foundation.security_log.events import Event
from motcua.sites.ui import acting, guarding
from motcua.sites.ui.views import own_path

BACKEND = "motcua.foundation.accounts.passwords.PasswordSignIn"


def enter(request: HttpRequest, account: Account, *, onward: str, carried: str = "") -> HttpResponse:
    """Signed in from here on, under a new session; and on to `onward`, with what was typed when the old one ended."""
    login(request, account, backend=BACKEND)
    guarding.tell(request, Event.SIGNED_IN, account=account)
    path = own_path(request, onward or ("/desk/" if account.is_officer else "/"))
    if not carried and len(posts(account)) > 1:
        return redirect(f"{reverse('ui:post')}?{urlencode({'next': path})}")
    return go_on(request, path, carried=carried)


def go_on(request: HttpRequest, path: str, *, carried: str) -> HttpResponse:
    if not carried:
        return redirect(path)
    typed = parse_qsl(carried, keep_blank_values=True)
    return render(request, "ui/send_again.html", {"action": path, "typed": typed})


def posts(account: object) -> list[Post]:
    if not isinstance(account, Account) or not account.is_officer:
        return []
    return acting.posts_open_to(account, on=legal_day(legal_time.now()))
