"""Big files over bad lines: the tus protocol 1.0 with creation, termination, checksum and expiration.

No page of another site can begin or go on with an upload: Django asks for its token in the header X-CSRFToken, since
these requests have no form to carry it, and a browser lets no other site set that header.
"""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods

from motcua.foundation.files import uploads as incoming
from motcua.foundation.files.incoming import StorageFull
from motcua.foundation.files.models import Upload
from motcua.foundation.files.names import name_as_given
from motcua.foundation.refusals import Refusal
from motcua.sites.portal.attaching import attach, paper_or_404
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

_VERSION = "1.0.0"
_ALGORITHMS = ("sha1", "sha256")
_PIECE = "application/offset+octet-stream"
_STATUS: dict[type[Exception], int] = {
    incoming.OffsetDiffers: 409,
    incoming.UploadGone: 410,
    incoming.MoreThanAnnounced: 413,
    incoming.BeingWritten: 423,
    incoming.DigestDiffers: 460,
}
_LONGEST_NUMBER = 15
_Answer = Callable[..., HttpResponse]


class NotOurs(Exception):
    """What was sent is not how the protocol says it; told to the program, since no person has written it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def _speaking(view: _Answer) -> _Answer:
    """Every answer names the version, and what cannot be done has the protocol's own status."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            _require_version(request)
            response = view(request, *args, **kwargs)
        except NotOurs as problem:
            response = _text(problem.status, str(problem))
        except tuple(_STATUS) as problem:
            response = _text(_STATUS[type(problem)], problem.__doc__ or "")
        except Refusal as refusal:
            response = _text(422, refusals.sentence(refusal))
        response["Tus-Resumable"] = response["Tus-Version"] = _VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answer


def _require_version(request: HttpRequest) -> None:
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != _VERSION:
        raise NotOurs(412, f"version {_VERSION} is spoken here")


@on_draft
@_speaking
@require_http_methods(["OPTIONS", "POST"])
def uploads(request: ActingRequest, draft: Draft) -> HttpResponse:
    return _begin(request, draft) if request.method == "POST" else _abilities()


@on_draft
@_speaking
@require_http_methods(["OPTIONS", "HEAD", "PATCH", "DELETE"])
def upload(request: ActingRequest, draft: Draft, upload_id: UUID) -> HttpResponse:
    if request.method == "OPTIONS":
        return _abilities()
    found = get_object_or_404(Upload, pk=upload_id, account=request.user, subject=draft.dossier.uuid)
    return _ANSWERS[request.method or ""](request, draft, found)


def _abilities() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Tus-Extension": "creation,termination,checksum,expiration",
            "Tus-Max-Size": str(settings.MAX_PAPER_BYTES),
            "Tus-Checksum-Algorithm": ",".join(_ALGORITHMS),
        },
    )


def _begin(request: ActingRequest, draft: Draft) -> HttpResponse:
    told = _metadata(request)
    item, size = told.get("item", ""), _number(request, "Upload-Length")
    paper_or_404(draft, item)
    name = name_as_given(told.get("filename", ""))
    begun = incoming.begin(request.user, subject=draft.dossier.uuid, item=item, name=name, size=size, at=draft.at)
    where = reverse("portal:upload", kwargs={"uuid": draft.dossier.uuid, "upload_id": begun.pk})
    return HttpResponse(status=201, headers={"Location": where, "Upload-Expires": _expires(begun)})


def _offset(request: ActingRequest, draft: Draft, found: Upload) -> HttpResponse:
    """Asked after every break; where the last byte came and the server died, the rest is done now."""
    offset = incoming.offset(found)
    if offset == found.size:
        _finish(request, draft, found)
    return HttpResponse(headers={**_how_far(found, offset), "Upload-Length": str(found.size)})


def _append(request: ActingRequest, draft: Draft, found: Upload) -> HttpResponse:
    if request.content_type != _PIECE:
        raise NotOurs(415, f"a piece is {_PIECE}")
    at_offset, digest = _number(request, "Upload-Offset"), _digest(request)
    try:
        offset = incoming.append(found, request, at_offset=at_offset, digest=digest)
    except UnreadablePostError:
        # The line broke: nobody reads this answer, and the next question is how much has come.
        return _text(400, "the piece was cut off")
    if offset == found.size:
        _finish(request, draft, found)
    return HttpResponse(status=204, headers=_how_far(found, offset))


def _take_back(request: ActingRequest, draft: Draft, found: Upload) -> HttpResponse:
    incoming.drop(found)
    return HttpResponse(status=204)


def _finish(request: ActingRequest, draft: Draft, found: Upload) -> None:
    """The same acceptance as for a file that came at once; what is refused is dropped, with the sentence why."""
    try:
        with transaction.atomic():
            waiting = Upload.objects.select_for_update(of=("self",)).select_related("account")
            locked = get_object_or_404(waiting, pk=found.pk)
            if locked.kept_at is None:
                attach(request, draft, item=locked.item, file=incoming.finish(locked, at=draft.at))
    except StorageFull:
        raise
    except Refusal:
        incoming.drop(found)
        raise
    found.kept_at = locked.kept_at


def _how_far(found: Upload, offset: int) -> dict[str, str]:
    return {"Upload-Offset": str(offset), "Upload-Expires": _expires(found)}


def _expires(found: Upload) -> str:
    return http_date(incoming.expires_at(found).timestamp())


def _number(request: HttpRequest, header: str) -> int:
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER):
        raise NotOurs(400, f"{header} is a number")
    return int(value)


def _metadata(request: HttpRequest) -> dict[str, str]:
    """Pairs of a name and base64, with commas between."""
    pairs = (pair.strip().partition(" ") for pair in request.headers.get("Upload-Metadata", "").split(","))
    try:
        return {name: b64decode(value, validate=True).decode() for name, _, value in pairs if name}
    except (NotBase64, UnicodeDecodeError) as problem:
        raise NotOurs(400, "Upload-Metadata is base64 of UTF-8") from problem


def _digest(request: HttpRequest) -> incoming.Digest | None:
    algorithm, _, value = request.headers.get("Upload-Checksum", "").partition(" ")
    if not algorithm:
        return None
    if algorithm not in _ALGORITHMS:
        raise NotOurs(400, f"checksums are {' or '.join(_ALGORITHMS)}")
    return incoming.Digest(algorithm, value)


def _text(status: int, words: str) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


_ANSWERS: dict[str, _Answer] = {"HEAD": _offset, "PATCH": _append, "DELETE": _take_back}
