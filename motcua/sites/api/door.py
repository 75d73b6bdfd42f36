"""The one way in: whose request it is, whether it has the shape that is described, and what comes of it."""

import hashlib
import json
import logging
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from typing import IO, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from motcua.effects.systems import kept_answers, uses
from motcua.effects.systems.kept_answers import Kept
from motcua.effects.systems.models import ConnectedSystem, SystemKey
from motcua.foundation import legal_time
from motcua.foundation.files.storage import CHUNK_BYTES, FileTooLarge, most_bytes
from motcua.foundation.refusals import Refusal
from motcua.sites.api import describing, keys_at_the_door, problems, reading
from motcua.sites.api.calls import Call, Said
from motcua.sites.api.faults import Fault
from motcua.sites.api.operations import Operation

_log = logging.getLogger(__name__)
_IN_MEMORY = 1024 * 1024
_KEY_HEADER = "Idempotency-Key"

View = Callable[..., HttpResponseBase]


def view_of(operations: Sequence[Operation]) -> View:
    """Operations of one address, told apart by method."""
    by_method = {operation.method: operation for operation in operations}

    @csrf_exempt
    @login_not_required
    def view(request: HttpRequest, **path: Any) -> HttpResponseBase:
        # HEAD asks what GET would say.
        method = "GET" if request.method == "HEAD" else str(request.method)
        return _in_language(request, lambda: _answered(request, by_method, method, path))

    return view


@csrf_exempt
@login_not_required
def description(request: HttpRequest) -> HttpResponseBase:
    return _in_language(request, lambda: _json(describing.document()))


@csrf_exempt
@login_not_required
def nothing_here(request: HttpRequest) -> HttpResponseBase:
    return _in_language(request, lambda: problems.of_fault(Fault("not-there")))


def _in_language(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Vietnamese, unless the program asks for English."""
    with translation.override(translation.get_language_from_request(request)):
        response = answer()
        response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    patch_vary_headers(response, ["Accept-Language", "Authorization"])
    response.setdefault("Cache-Control", "no-store")
    return response


def _answered(
    request: HttpRequest, by_method: Mapping[str, Operation], method: str, path: Mapping[str, Any]
) -> HttpResponseBase:
    try:
        return _let_in(request, _operation_of(by_method, method), path)
    except Fault as fault:
        return problems.of_fault(fault)
    except Refusal as refusal:
        return problems.of_refusal(refusal)
    except Exception:  # noqa: BLE001 - logged whole
        # A program that gets a page instead of a problem can make nothing of it; we read the log.
        _log.exception("The door for other systems broke")
        return problems.of_fault(Fault("broken"))


def _operation_of(by_method: Mapping[str, Operation], method: str) -> Operation:
    if method not in by_method:
        raise Fault("wrong-method", headers={"Allow": ", ".join(sorted(by_method))})
    return by_method[method]


def _let_in(request: HttpRequest, operation: Operation, path: Mapping[str, Any]) -> HttpResponseBase:
    if operation.is_open:
        return _json(operation.act(Call(ConnectedSystem(), legal_time.now(), path, {})).body)
    at = legal_time.now()
    key = keys_at_the_door.enter(request, at=at)
    status, dossier_id = 500, None
    try:
        keys_at_the_door.require_scope(key, operation.scope)
        with ExitStack() as open_files:
            said, status = _done(request, operation, _call(request, operation, key, path, open_files))
        dossier_id = said.dossier_id
        if operation.changes:
            keys_at_the_door.tell_used(request, key, operation.name, at=at)
    except Fault as fault:
        status = problems.of_fault(fault).status_code
        raise
    except Refusal as refusal:
        status = problems.of_refusal(refusal).status_code
        raise
    finally:
        uses.note(key, operation=operation.name, status=status, dossier_id=dossier_id, at=at)
    return _response(said, status)


def _call(
    request: HttpRequest, operation: Operation, key: SystemKey, path: Mapping[str, Any], open_files: ExitStack
) -> Call:
    """Checked against the description. Raises Fault."""
    if any(map(reading.is_broken, path.values())):
        raise Fault("not-there")
    query = reading.query(request, operation.query)
    return Call(
        system=key.system,
        at=legal_time.now(),
        path=path,
        query=query,
        body=_body(request, operation),
        file=_spooled(request, open_files) if operation.takes_file else None,
        idempotency_key=_idempotency_key(request) if operation.method == "POST" else "",
    )


def _body(request: HttpRequest, operation: Operation) -> Any:
    if not operation.takes:
        return None
    return reading.checked(reading.json_body(request), describing.schema_of(operation.takes))


def _spooled(request: HttpRequest, open_files: ExitStack) -> IO[bytes]:
    """What was sent, beside the memory once it is large. Raises Fault, FileTooLarge."""
    if request.content_type not in describing.FILES:
        raise Fault("wrong-media-type", accepted=", ".join(describing.FILES))
    spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with the request
    kept: IO[bytes] = open_files.enter_context(spool)
    size = 0
    try:
        while chunk := request.read(CHUNK_BYTES):
            size += len(chunk)
            if size > most_bytes():
                raise FileTooLarge(most=most_bytes())
            kept.write(chunk)
    except (OSError, BadRequest):
        raise Fault("request-unreadable") from None
    kept.seek(0)
    return kept


def _idempotency_key(request: HttpRequest) -> str:
    key = request.headers.get(_KEY_HEADER, "")
    if not (key.isascii() and key.isprintable() and " " not in key and 1 <= len(key) <= 255):  # noqa: PLR2004
        raise Fault("idempotency-key-missing")
    return key


@transaction.atomic
def _done(request: HttpRequest, operation: Operation, call: Call) -> tuple[Said, int]:
    """Done once for each idempotency key: whoever comes again gets what the first was told."""
    if not call.idempotency_key:
        return operation.act(call), operation.status
    asked = kept_answers.request_sha256(operation.name, request.get_full_path(), _content(call))
    kept = kept_answers.begin(call.system, call.idempotency_key, request=asked, at=call.at)
    if kept is not None:
        return Said(kept.body, location=kept.location), kept.status
    said = operation.act(call)
    answer = Kept(operation.status, said.body, said.location)
    kept_answers.end(call.system, call.idempotency_key, answer)
    return said, operation.status


def _content(call: Call) -> str:
    if call.file is None:
        return json.dumps(call.body, sort_keys=True)
    digest = hashlib.file_digest(call.file, "sha256").hexdigest()  # type: ignore[arg-type]  # a spooled file reads
    call.file.seek(0)
    return digest


def _response(said: Said, status: int) -> HttpResponseBase:
    if said.file is not None:
        return said.file
    if said.body is None:
        return HttpResponse(status=204)
    response = _json(said.body, status=status)
    if said.location:
        response["Location"] = said.location
    return response


def _json(body: Any, *, status: int = 200) -> JsonResponse:
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
