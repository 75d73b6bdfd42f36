"""What happens around every view. The headers and the text check have files of their own."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from motcua.foundation.refusals import Refusal
from motcua.sites.ui import acting, carrying, errors
from motcua.sites.ui.broken_text import RefuseBrokenText
from motcua.sites.ui.headers import SecurityHeaders
from motcua.sites.ui.oversize import RefuseOversize

__all__ = [
    "ChosenLanguage",
    "RefusalsAsPages",
    "RefuseBrokenText",
    "RefuseOversize",
    "SecurityHeaders",
    "SignInFirst",
    "WhoActs",
]


class ChosenLanguage:
    """Vietnamese unless the person chose otherwise: many a Vietnamese telephone is set to English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        response.setdefault("Content-Language", language)
        return response


class WhoActs:
    """Sets `request.post` and `request.actor`. Without a session there is nobody to look up, so nothing is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        acting.attach(request)
        return self.get_response(request)


class SignInFirst(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page; what they had typed when the session ended goes along."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseBase:  # type: ignore[override]  # the stub is narrower than Django
        if "HX-Request" in request.headers:
            return carrying.sign_in_for_fragment(request)
        if request.method == "POST":
            return carrying.sign_in_with_what_was_typed(request)
        response: HttpResponseBase = super().handle_no_permission(request, view_func)
        return response


class RefusalsAsPages:
    """A polite no from below becomes a page with its sentence and a way on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.refused(request, exception) if isinstance(exception, Refusal) else None
