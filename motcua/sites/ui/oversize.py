"""Refuse a request that says it is larger than any page of ours could send, before it fills the disk."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from motcua.sites.ui import errors

#: Other systems get no pages: their door reads no more than it takes.
_NO_PAGES = "/api/"
#: A file that is a little too large is read and refused by name on its own page; this is for the rest.
ROOM = 2


class RefuseOversize:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        says = request.headers.get("Content-Length", "")
        is_too_large = says.isdecimal() and int(says) > ROOM * settings.MAX_PAPER_BYTES
        if is_too_large and not request.path_info.startswith(_NO_PAGES):
            return errors.too_large(request)
        return self.get_response(request)
