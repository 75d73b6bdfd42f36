"""Speak to the national portal through the province's adapter: one session, for as long as the portal takes it."""

import threading
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings

from motcua.effects.national_portal import wire
from motcua.effects.national_portal.wire import PortalDown, PortalSaysNo, Reply
from motcua.foundation.partner_line import NoAnswer, PartnerLine

#: The adapter itself waits a minute; nobody here waits that long for a message that can be told again.
_LIMIT_SECONDS = 15.0
_LONGEST_ANSWER = 2_000_000
_OK = 200
#: A session so young has not run out, whatever the portal says no to.
_SURE_SECONDS = 20 * 60


def is_connected() -> bool:
    return bool(settings.NATIONAL_PORTAL_URL)


def call(service: str, content: Mapping[str, Any]) -> Reply:
    """The portal's answer, good or not. Raises PortalDown, and PortalSaysNo where it does not let us in.

    A session that has run out is renewed once. Which error says so was never published: its words are read, and any
    no after a long silence may be one.
    """
    session = _session().held()
    answered = _call(service, content, session)
    if answered.is_about_the_session or (not answered.is_good and not answered.result and _session().is_old):
        answered = _call(service, content, _session().renewed(instead_of=session))
    return answered


def look_up(number: str) -> Mapping[str, Any] | None:
    """The dossier as the portal has it. Raises PortalDown, PortalSaysNo."""
    answered = call(wire.LOOK_UP, {"mahoso": number})
    if answered.is_unknown:
        return None
    if not answered.is_good:
        raise PortalSaysNo(answer=answered.masked)
    return next((row for row in wire.rows(answered) if row.get("MaHoSo") == number), None)


def fetch(service: str, **content: str) -> list[Mapping[str, Any]]:
    """The rows of a catalogue service. Raises PortalDown, PortalSaysNo."""
    answered = call(service, content)
    if not answered.is_good:
        raise PortalSaysNo(answer=answered.masked)
    return list(wire.rows(answered))


def forget() -> None:
    """Hang up and forget the session, where a process ends or a test does."""
    _line.forget()
    _session.cache_clear()


class Session:
    """Kept in the process alone: whoever has it speaks for the province."""

    def __init__(self) -> None:
        self._lock, self._key, self._since = threading.Lock(), "", 0.0

    @property
    def is_old(self) -> bool:
        return time.monotonic() - self._since > _SURE_SECONDS

    def held(self) -> str:
        with self._lock:
            if not self._key:
                self._key, self._since = _log_in(), time.monotonic()
            return self._key

    def renewed(self, *, instead_of: str) -> str:
        """A new one, unless somebody has renewed it meanwhile."""
        with self._lock:
            if self._key == instead_of:
                self._key = ""
                self._key, self._since = _log_in(), time.monotonic()
            return self._key


def _log_in() -> str:
    body = wire.login(user=settings.NATIONAL_PORTAL_USER, password=settings.NATIONAL_PORTAL_PASSWORD)
    answered = wire.reply(_post(settings.NATIONAL_PORTAL_LOGIN_PATH, body))
    if not answered.is_good or not answered.session:
        raise PortalSaysNo(answer=answered.masked)
    return answered.session


def _call(service: str, content: Mapping[str, Any], session: str) -> Reply:
    told = wire.call(service, session=session, unit=settings.NATIONAL_PORTAL_UNIT, content=content)
    return wire.reply(_post(settings.NATIONAL_PORTAL_CALL_PATH, told))


def _post(path: str, content: Mapping[str, Any]) -> bytes:
    """The body of the answer."""
    headers = {"Accept": "application/json", "Charset": "utf-8", "dstcode": settings.NATIONAL_PORTAL_DESTINATION}
    url = f"{settings.NATIONAL_PORTAL_URL}/{path}"
    params = {"dstcode": settings.NATIONAL_PORTAL_DESTINATION} if settings.NATIONAL_PORTAL_DESTINATION else None
    limits: dict[str, Any] = {"seconds": _LIMIT_SECONDS, "longest": _LONGEST_ANSWER, "quiet": _LIMIT_SECONDS / 3}
    try:
        said = _line.ask("POST", url, **limits, params=params, json=content, headers=headers)
    except NoAnswer:
        raise PortalDown from None
    if said.status != _OK:
        raise PortalDown
    return said.body


@lru_cache(maxsize=1)
def _session() -> Session:
    return Session()


_line = PartnerLine()
