"""What was typed is never lost: it goes along in the page, not on the server, until it can be sent again."""

from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: Never handed on: the token is renewed and a password is typed again.
_DROPPED = {"csrfmiddlewaretoken", "password"}


def send_again(request: HttpRequest) -> HttpResponse:
    """Offered for what came from our own pages only: another site must not have its form sent by one click."""
    ours = _is_from_us(request)
    context = {
        "action": request.get_full_path(),
        "typed": list(typed(request)) if ours else [],
        "has_files": bool(request.FILES),
        "may_send": ours,
    }
    return render(request, "ui/send_again.html", context, status=403)


def sign_in_with_what_was_typed(request: HttpRequest) -> HttpResponse:
    """The sign-in page in answer to a POST: the session ended while the person was typing."""
    carried = urlencode(list(typed(request))) if _is_from_us(request) else ""
    context = {"next": request.get_full_path(), "carried": carried}
    return render(request, "ui/sign_in.html", context, status=403)


def sign_in_for_fragment(request: HttpRequest) -> HttpResponse:
    """Half a page cannot be replaced by the sign-in: the whole page goes there and comes back."""
    here = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
    where = f"{settings.LOGIN_URL}?{urlencode({'next': here})}"
    return HttpResponse(status=403, headers={"HX-Redirect": where})


def typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in _DROPPED:
            yield from ((name, value) for value in values)


def _is_from_us(request: HttpRequest) -> bool:
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"
