"""Where the national portal brings dossiers. It gets an envelope of its own kind, whatever it sends."""

import hmac
import logging
from dataclasses import asdict

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.effects.national_portal import inbound
from motcua.effects.national_portal.inbound import Reply
from motcua.foundation import legal_time
from motcua.sites.ui.client_address import may_come

#: A message with its papers inside, each of which has a limit of its own.
LARGEST = 32_000_000
_NOT_ALLOWED = Reply("401", "Không được phép")
_TOO_LARGE = Reply("413", "Bản tin quá lớn")
_LOG = logging.getLogger(__name__)


@csrf_exempt  # What lets a message in is the secret of the one that brings it.
@login_not_required
@never_cache
@require_POST
def national_inbox(request: HttpRequest) -> JsonResponse:
    if not settings.NATIONAL_INBOX_SECRET:
        raise Http404
    if not may_come(request, allowed=settings.NATIONAL_INBOX_ADDRESSES) or not _knows_secret(request):
        return JsonResponse(asdict(_NOT_ALLOWED), status=401)
    body: bytes = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return JsonResponse(asdict(_TOO_LARGE), status=413)
    return JsonResponse(asdict(_answer(body)))


def _answer(body: bytes) -> Reply:
    """Whoever is told "0" may forget it: whatever goes wrong in here is no "0"."""
    try:
        return inbound.receive(body, at=legal_time.now())
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and answered
        # Its kind alone: what an exception says may hold what the message held.
        _LOG.error("A message of the national portal could not be kept: %s", type(error).__name__)
        return inbound.FAILED


def _knows_secret(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return hmac.compare_digest(given.encode(), settings.NATIONAL_INBOX_SECRET.encode())
