"""Pages go over the line packed: a page of 36 kB weighs 8, which on a telephone decides whether it is waited for.

Style sheets, scripts and pictures were packed when they were collected; a download keeps its length and its bytes.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = ("text/html", "application/json")


class PackedPages(GZipMiddleware):
    """Django's, which also adds bytes at random, so that the length tells nothing about what a page keeps secret."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)
