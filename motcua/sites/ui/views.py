"""The doors that belong to no site: sign in and out, choose a post, a language and a look, and say that we live."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from motcua.sites.ui import answers, navigation

DAY = 24 * 3600
YEAR = 365 * DAY


@login_not_required
@require_GET
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """For whoever watches the machine: are we up, and can we reach the database?"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})


@csrf_exempt  # The worst that a forged request does is another language, and public pages stay free of cookies.
@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    response = _back(request)
    if (chosen := request.POST.get("language")) in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@csrf_exempt  # As above: the worst is larger letters.
@login_not_required
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    response = _back(request)
    for name, allowed in ((navigation.SIZE_COOKIE, navigation.SIZES), (navigation.THEME_COOKIE, navigation.THEMES)):
        if (chosen := request.POST.get(name)) in allowed:
            _remember(response, name, chosen)
    return response


@login_not_required
@require_GET
@cache_control(public=True, max_age=DAY)
def communes(request: HttpRequest) -> HttpResponse:
    """Names of a province's communes, for the suggestions of an address."""
    names = [name for _, name in answers.communes(request.GET.get("province", "")[:2])]
    return JsonResponse(names, safe=False)


def own_path(request: HttpRequest, path: str) -> str:
    """`path` when it leads to ourselves, otherwise the front page."""
    safe = url_has_allowed_host_and_scheme(path, {request.get_host()}, require_https=request.is_secure())
    return path if safe else "/"


def _back(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(own_path(request, request.POST.get("next", "/")))


def _remember(response: HttpResponse, name: str, value: str) -> None:
    # Readable by script: the page changes its look at once, without being loaded again.
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
