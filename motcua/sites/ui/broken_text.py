"""Refuse text that no database takes and no person typed: NUL, half a character, bytes that are not UTF-8."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse

from motcua.sites.ui import errors

_FORM = {"application/x-www-form-urlencoded", "multipart/form-data"}
#: Django puts U+FFFD where bytes were not UTF-8.
_BROKEN = re.compile("[\x00\ud800-\udfff\ufffd]")


class RefuseBrokenText:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return errors.broken_text(request) if _is_broken(request) else self.get_response(request)


def _is_broken(request: HttpRequest) -> bool:
    if not _is_text(_raw(request, "PATH_INFO")) or not _is_text(unquote_to_bytes(_raw(request, "QUERY_STRING"))):
        return True
    if request.method != "POST" or request.content_type not in _FORM:
        return False
    files = (file.name or "" for _, files in request.FILES.lists() for file in files)
    names = (*request.POST, *request.FILES, *files)
    values = (value for _, all_values in request.POST.lists() for value in all_values)
    return any(_BROKEN.search(text) for text in (*names, *values))


def _raw(request: HttpRequest, name: str) -> bytes:
    """WSGI hands bytes over dressed as Latin-1."""
    return str(request.META.get(name, "")).encode("latin-1", "replace")


def _is_text(raw: bytes) -> bool:
    try:
        return b"\x00" not in raw and raw.decode() is not None
    except UnicodeDecodeError:
        return False
