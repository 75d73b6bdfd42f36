"""Where gateways say that money has come. Each gets an answer from its own table of codes, whatever it sends."""

import json
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from motcua.effects.payments import exchanges
from motcua.effects.payments.gateways.bank_notice import inbound as bank_door
from motcua.effects.payments.gateways.bank_notice import wire as bank_wire
from motcua.effects.payments.gateways.pipe_checksum import inbound as pipe_door
from motcua.effects.payments.gateways.pipe_checksum.profile import Verb
from motcua.effects.payments.gateways.table import PIPES
from motcua.effects.payments.gateways.vnpay import codes as vnpay_codes
from motcua.effects.payments.gateways.vnpay import inbound as vnpay_door
from motcua.effects.payments.gateways.vnpay import paying as vnpay_paying
from motcua.foundation import legal_time
from motcua.foundation.security_log.events import Event
from motcua.sites.ui import guarding
from motcua.sites.ui.client_address import may_come

#: Their messages are a tenth of it.
LARGEST_BODY, LARGEST_QUERY = 64_000, 8_000
_T = TypeVar("_T")
_LOG = logging.getLogger(__name__)


@csrf_exempt  # What lets a message in is its signature.
@login_not_required
@never_cache
@require_GET
def vnpay(request: HttpRequest) -> JsonResponse:
    if not vnpay_paying.is_open():
        raise Http404
    codes, raw = vnpay_codes.Answer, str(request.META.get("QUERY_STRING", ""))
    nothing: dict[str, str] = {}
    fields, at = _carefully(lambda: _printable(request), nothing), legal_time.now()
    if len(raw) > LARGEST_QUERY:
        said = codes.UNKNOWN_ERROR
    elif not may_come(request, allowed=settings.VNPAY_ADDRESSES):
        said = codes.ADDRESS_NOT_ALLOWED
    else:
        said = _carefully(lambda: vnpay_door.answer(fields, at=at), codes.UNKNOWN_ERROR)
    about = fields.get("vnp_TxnRef", "")
    _told(request, "vnpay", forged=said is codes.BAD_CHECKSUM)
    exchanges.came("vnpay", verb="IPN", reference=about, body=raw.encode(), answer=said, at=at)
    return JsonResponse({"RspCode": said, "Message": vnpay_codes.MESSAGES[said]})


@csrf_exempt  # As above.
@login_not_required
@never_cache
@require_POST
def pipe(request: HttpRequest, gateway: str) -> JsonResponse:
    """CONFIRM of the national platform and of its sisters."""
    found = PIPES.get(gateway)
    if found is None or not found.access.is_open:
        raise Http404
    body, at = _body(request), legal_time.now()
    theirs = _object(body)
    said = pipe_door.Answer.ADDRESS_NOT_ALLOWED
    if may_come(request, allowed=found.access.addresses):
        failed = pipe_door.Answer.UNKNOWN_ERROR
        said = _carefully(lambda: pipe_door.answer(found.profile, theirs, at=at), failed)
    replied = pipe_door.replied(found.profile, theirs, said)
    _told(request, gateway, forged=said is pipe_door.Answer.BAD_CHECKSUM)
    about = replied[found.profile.names["reference"]]
    exchanges.came(gateway, verb=Verb.CONFIRM, reference=about, body=body, answer=said, at=at)
    return JsonResponse(replied)


@csrf_exempt  # As above.
@login_not_required
@never_cache
@require_POST
def bank(request: HttpRequest) -> JsonResponse:
    if not bank_door.is_open():
        raise Http404
    body, at = _body(request), legal_time.now()
    moment, given = (request.headers.get(name, "") for name in (bank_wire.MOMENT, bank_wire.SIGNATURE))
    about = ""
    if not may_come(request, allowed=settings.BANK_NOTICE_ADDRESSES):
        said = bank_door.Answer.ADDRESS_NOT_ALLOWED
    else:
        failed = (bank_door.Answer.UNKNOWN_ERROR, "")
        said, about = _carefully(lambda: bank_door.answer(body, moment=moment, given=given, at=at), failed)
    _told(request, "bank", forged=said is bank_door.Answer.BAD_CHECKSUM)
    exchanges.came("bank", verb="NOTICE", reference=about, body=body, answer=said, at=at)
    return JsonResponse({"code": said, "message": bank_door.MESSAGES[said]})


def _told(request: HttpRequest, gateway: str, *, forged: bool) -> None:
    if forged:
        guarding.tell(request, Event.CHECKSUM_WRONG, provider=gateway)


def _printable(request: HttpRequest) -> dict[str, str]:
    """What nobody could print was signed by nobody."""
    return {name: value for name, value in request.GET.dict().items() if f"{name}{value}".isprintable()}


def _carefully(act: Callable[[], _T], otherwise: _T) -> _T:
    """A gateway that gets no code asks again for hours; one that gets a page of ours does not understand it."""
    try:
        return act()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told and answered
        # Its kind alone: what an exception says may hold what the message held.
        _LOG.error("A notice of payment could not be taken: %s", type(error).__name__)
        return otherwise


def _body(request: HttpRequest) -> bytes:
    """Empty where it is larger than any message: what is not read cannot be signed."""
    read: bytes = request.read(LARGEST_BODY + 1)
    return read if len(read) <= LARGEST_BODY else b""


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
