"""Asking the time-stamping service (RFC 3161 over HTTP)."""

from hashlib import sha256

import httpx
from asn1crypto import tsp
from django.conf import settings
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper

from motcua.foundation.signing.stores.down import SigningServiceDown
from motcua.foundation.signing.waiting import result_of

_SECONDS = 8.0
_HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
_ANSWER = "application/timestamp-reply"


class Stamper(TimeStamper):
    def __init__(self) -> None:
        super().__init__(include_nonce=True)  # type: ignore[no-untyped-call]  # pyHanko is typed in part

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Raises SigningServiceDown."""
        try:
            answer = httpx.post(  # noqa: ASYNC210 - the library asks for a coroutine; nothing else runs in its loop
                settings.TSA_URL, content=req.dump(), headers=_HEADERS, timeout=_SECONDS
            )
            answer.raise_for_status()
            if answer.headers.get("Content-Type", "").partition(";")[0] != _ANSWER:
                raise SigningServiceDown
            return tsp.TimeStampResp.load(answer.content, strict=True)
        except (httpx.HTTPError, ValueError) as problem:
            raise SigningServiceDown from problem


def stamp_of(signature: bytes) -> bytes:
    """The token over a raw signature, DER; empty where no service is set up. Raises SigningServiceDown."""
    if not settings.TSA_URL:
        return b""
    digest = sha256(signature).digest()
    try:
        token = result_of(Stamper().async_timestamp(digest, "sha256"))
        told = token["content"]["encap_content_info"]["content"].parsed
    except (SigningError, ValueError, KeyError, TypeError) as problem:
        raise SigningServiceDown from problem
    if told["message_imprint"]["hashed_message"].native != digest:
        raise SigningServiceDown
    return bytes(token.dump())
