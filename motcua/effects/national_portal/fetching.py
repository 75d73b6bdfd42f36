"""Fetch a paper from where a message says that it lies: from hosts that we know, and from nowhere inside our house."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import httpx
from django.conf import settings

from motcua.foundation import outgoing
from motcua.foundation.outgoing import Target
from motcua.foundation.refusals import Refusal

_LIMIT_SECONDS = 60.0
_QUIET_SECONDS = 10.0
_MOST_REDIRECTS = 3
_HTTPS = 443
_OK, _SERVERS_FAULT, _TOO_MANY = 200, 500, 429
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: What stands for something in an address; letters of other alphabets are written out.
_AS_IT_IS = "!#$%&'()*+,/:;=?@[]~"


class HostNotAllowed(Refusal):
    """Papers are fetched from the hosts that the operator names, over HTTPS, and from no address inside."""


class PaperNotThere(Refusal):
    """The other side says that it has no such paper, or will not give it."""


class Unavailable(Exception):
    """It may be there later: the other side is down, slow or busy."""


class Coming:
    """The bytes as they come, for whoever keeps them: never faster than they are asked for."""

    def __init__(self, chunks: Iterator[bytes], *, until: float) -> None:
        self._chunks, self._until, self._left = chunks, until, b""

    def read(self, size: int, /) -> bytes:
        """Raises Unavailable where it takes too long."""
        while not self._left:
            if time.monotonic() > self._until:
                raise Unavailable
            try:
                chunk = next(self._chunks, None)
            except httpx.HTTPError:
                raise Unavailable from None
            if chunk is None:
                return b""
            self._left = chunk
        taken, self._left = self._left[:size], self._left[size:]
        return taken


@contextmanager
def opened(url: str) -> Iterator[Coming]:
    """Raises HostNotAllowed, PaperNotThere, Unavailable. A redirect is looked at as the first address was."""
    until = time.monotonic() + _LIMIT_SECONDS
    for _hop in range(_MOST_REDIRECTS + 1):
        way = _way(url)
        headers = {"Host": way.host, "Accept-Encoding": "identity"}
        extensions = {"sni_hostname": way.server_name} if way.server_name else {}
        with _asked(way.url, headers=headers, extensions=extensions) as response:
            if response.status_code not in _REDIRECTS:
                _require_paper(response.status_code)
                yield Coming(response.iter_raw(), until=until)
                return
            url = urljoin(url, response.headers.get("Location", ""))
    raise PaperNotThere


@contextmanager
def _asked(url: str, *, headers: dict[str, str], extensions: dict[str, str]) -> Iterator[httpx.Response]:
    """What httpx says of a failure may hold the address, which may hold a key; it is not handed on."""
    try:
        request = connections().build_request("GET", url, headers=headers, extensions=extensions)
        response = connections().send(request, stream=True)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        raise Unavailable from None
    try:
        yield response
    finally:
        response.close()


def _require_paper(status: int) -> None:
    if status >= _SERVERS_FAULT or status == _TOO_MANY:
        raise Unavailable
    if status != _OK:
        raise PaperNotThere


def _way(url: str) -> Target:
    """Raises HostNotAllowed, Unavailable."""
    known = quote(urldefrag(url).url, safe=_AS_IT_IS)
    stand_ins = _stand_ins()
    try:
        parts = outgoing.require_form(known, trusted=stand_ins)
        if parts.netloc not in stand_ins and (parts.port not in (None, _HTTPS) or not _is_known(str(parts.hostname))):
            raise HostNotAllowed
        return outgoing.target(known, trusted=stand_ins)
    except outgoing.AddressNotAllowed:
        raise HostNotAllowed from None
    except outgoing.NameUnknown:
        raise Unavailable from None


def _is_known(host: str) -> bool:
    """`name` for that host alone, `.name` for all below it as well."""
    return any(
        host == known.lstrip(".") or (known.startswith(".") and host.endswith(known))
        for known in settings.NATIONAL_FILES_FROM
    )


def _stand_ins() -> frozenset[str]:
    """They have no certificate and live on this machine: named in full, and nowhere but in a demonstration."""
    named = settings.NATIONAL_FILES_FROM if settings.DEMO else ()
    return frozenset(urlsplit(known).netloc for known in named if "://" in known)


@lru_cache(maxsize=1)
def connections() -> httpx.Client:
    """No proxy and no password file of the machine decides where we go; nothing is followed unseen."""
    return httpx.Client(timeout=_QUIET_SECONDS, follow_redirects=False, trust_env=False)


def forget() -> None:
    """Hang up, where a process ends or a test does."""
    connections().close()
    connections.cache_clear()
