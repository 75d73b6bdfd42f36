"""The page of paying may send its forms on to the gateways that are set up, and no other page may."""

from collections.abc import Collection
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse

from motcua.effects.payments.gateways.table import PIPES
from motcua.sites.ui.headers import CONTENT_SECURITY_POLICY


def with_forms_to(response: HttpResponse, gateways: Collection[str]) -> HttpResponse:
    """A browser holds a form to this also where the answer sends it on."""
    places = sorted({place for key in gateways for place in _places(key)})
    if places:
        allowed = " ".join(["form-action 'self'", *places])
        response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.replace("form-action 'self'", allowed)
    return response


def _places(gateway: str) -> frozenset[str]:
    if gateway in PIPES:
        return PIPES[gateway].access.pages
    parts = urlsplit(settings.VNPAY_URL)
    return frozenset({f"{parts.scheme}://{parts.netloc}"})
