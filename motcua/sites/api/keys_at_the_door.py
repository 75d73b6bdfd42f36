"""Whose request it is. Whoever has no key learns nothing, not even what there is."""

from datetime import datetime

from django.http import HttpRequest

from motcua.effects.systems import keys, limits
from motcua.effects.systems.models import Scope, SystemKey
from motcua.sites.api.faults import Fault

_SCHEME = "bearer"


def enter(request: HttpRequest, *, at: datetime) -> SystemKey:
    """Raises Fault, AskedTooFast. Sessions of people open nothing here: there is no form to be forged."""
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    key = keys.known(shown.strip(), at=at) if scheme.lower() == _SCHEME else None
    if key is None:
        raise Fault("no-key", headers={"WWW-Authenticate": 'Bearer realm="motcua"'})
    limits.take(key, at=at)
    return key


def require_scope(key: SystemKey, scope: Scope | None) -> None:
    if scope is not None and scope not in key.scopes:
        raise Fault("scope-shut", scope=scope.value)
