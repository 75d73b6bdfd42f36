"""Sign in, sign out, and choose the post to work in. Where the person was going, and what was typed, goes along."""

from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation import legal_time
from motcua.foundation.accounts import identities
from motcua.foundation.accounts.models import Account
from motcua.foundation.accounts.openid.profiles import PROFILES
from motcua.foundation.accounts.passwords import PROVIDER
from motcua.foundation.organisations.models import Post
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.noting import pseudonym
from motcua.sites.ui import acting, coming_in, entering, guarding, numbers, refusals, sign_in_elsewhere, tries
from motcua.sites.ui.views import own_path


@sensitive_post_parameters("password")
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request)
    name, password = request.POST.get("name", ""), request.POST.get("password", "")
    if problems := _empty(name, password):
        return _form(request, problems=problems, status=422)
    try:
        tries.count(request, name, at=timezone.now())
    except tries.TooManyTries as refusal:
        return _form(request, problems={"name": refusals.sentence(refusal)}, status=429)
    account = authenticate(request, username=name, password=password)
    if not isinstance(account, Account):
        guarding.tell(request, Event.SIGN_IN_FAILED, name=pseudonym(name))
        return _form(
            request, problems={"password": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Gõ lại cả hai")}, status=422
        )
    tries.forgive(request, name)
    identities.note_used(account, provider=PROVIDER, at=legal_time.now())
    return coming_in.admit(request, account, onward=_next(request), carried=request.POST.get("carried", ""))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        guarding.tell(request, Event.SIGNED_OUT)
    came_from = request.session.get(sign_in_elsewhere.CAME_FROM, "")
    logout(request)
    away = _also_there(request, came_from) if came_from in PROFILES else redirect("/")
    # Telephones are shared: nothing typed stays in the window for the next person.
    away["Clear-Site-Data"] = '"storage"'
    return away


def _also_there(request: HttpRequest, provider: str) -> HttpResponse:
    context = {"name": PROFILES[provider].name, "way_out": sign_in_elsewhere.way_out(request, provider)}
    return render(request, "ui/signed_out.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    posts = entering.posts(request.user)
    onward = own_path(request, _next(request))
    if request.method == "POST":
        chosen = get_object_or_404(
            Post, pk=numbers.row(request.POST.get("post_id", "")), pk__in=[post.pk for post in posts]
        )
        request.session[acting.POST_KEY] = chosen.pk
        return redirect(onward)
    return render(request, "ui/post.html", {"posts": posts, "next": onward})


def _empty(name: str, password: str) -> dict[str, str]:
    problems = {}
    if not name.strip():
        problems["name"] = _("Nhập tên đăng nhập")
    if not password:
        problems["password"] = _("Nhập mật khẩu")
    return problems


def _form(request: HttpRequest, *, problems: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    context = {
        "problems": problems or {},
        "name": request.POST.get("name", ""),
        "next": _next(request),
        "carried": request.POST.get("carried", ""),
    }
    return render(request, "ui/sign_in.html", context, status=status)


def _next(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next") or ""
