"""Refuse text that no database takes and no person typed: NUL, half a character, bytes that are not UTF-8."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse

from motcua.sites.ui import errors

_FORM = {"application/x-www-form-urlencoded", "multipart/form-data"}
#: Django puts U+FFFD where bytes were not UTF-8.
_BROKEN = re.compile("[\x00\ud800-\udfff\ufffd]")

#: Machines do not read pages of ours: their doors answer also this in words of their own.
_ANSWER_THEMSELVES = re.compile(r"/payments/\w+/notice|/api/.*", re.DOTALL)


class RefuseBrokenText:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return errors.broken_text(request) if _is_broken(request) else self.get_response(request)


def _is_broken(request: HttpRequest) -> bool:
    """Bytes in the path that are not UTF-8 come percent-encoded again: text, and nothing is found there."""
    if _ANSWER_THEMSELVES.fullmatch(request.path_info):
        return False
    query = unquote_to_bytes(str(request.META.get("QUERY_STRING", "")).encode("latin-1", "replace"))
    if _BROKEN.search(request.path_info) or _BROKEN.search(query.decode(errors="replace")):
        return True
    if request.method != "POST" or request.content_type not in _FORM:
        return False
    files = (file.name or "" for _, files in request.FILES.lists() for file in files)
    values = (value for _, all_values in request.POST.lists() for value in all_values)
    return any(_BROKEN.search(text) for text in (*request.POST, *request.FILES, *files, *values))
