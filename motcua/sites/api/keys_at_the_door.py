"""Whose request it is. Whoever has no key learns nothing, not even what there is; the security log learns of it."""

from datetime import datetime

from django.http import HttpRequest

from motcua.effects.systems import keys, limits
from motcua.effects.systems.models import Scope, SystemKey
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.noting import note
from motcua.sites.api.faults import Fault
from motcua.sites.ui.client_address import client_address

_SCHEME = "bearer"
_DOOR = "api"


def enter(request: HttpRequest, *, at: datetime) -> SystemKey:
    """Raises Fault, AskedTooFast. Sessions of people open nothing here: there is no form to be forged."""
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    key = keys.known(shown.strip(), at=at) if scheme.lower() == _SCHEME else None
    if key is None:
        _tell_refused(request, shown, at=at)
        raise Fault("no-key", headers={"WWW-Authenticate": 'Bearer realm="motcua"'})
    try:
        limits.take(key, at=at)
    except limits.AskedTooFast:
        note(Event.RATE_LIMITED, at=at, address=client_address(request), door=_DOOR, system=key.system.name)
        raise
    return key


def require_scope(key: SystemKey, scope: Scope | None) -> None:
    if scope is not None and scope not in key.scopes:
        raise Fault("scope-shut", scope=scope.value)


def tell_used(request: HttpRequest, key: SystemKey, operation: str, *, at: datetime) -> None:
    """Of what changes something; each reading stands in the journal of uses."""
    note(Event.API_KEY_USED, at=at, address=client_address(request), system=key.system.name, what=operation)


def _tell_refused(request: HttpRequest, shown: str, *, at: datetime) -> None:
    """A wrong key, or one that is over. Whoever shows none has only lost the way."""
    if shown.strip():
        note(Event.API_KEY_REFUSED, at=at, address=client_address(request), door=_DOOR)
