"""Keys of other systems: given once, shown once, looked at in constant time, followed by the next, withdrawn."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from motcua.effects.systems.models import ConnectedSystem, Scope, SystemKey
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal

#: Begins every key, so that scanners of published code know one when they see it.
PREFIX = "motcua"
#: 32 bytes of chance need no slow hash: nobody guesses them.
_SECRET_BYTES, _NAME_BYTES = 32, 6
#: With the next key in hand, the last one still opens so long.
OVERLAP = timedelta(days=1)
#: What is compared where there is no such key, so that it takes as long.
_NOBODY = hashlib.sha256(b"nobody").hexdigest()


class ScopeMissing(Refusal):
    """A key that opens nothing is of no use."""


class AgencyMissing(Refusal):
    """A system reads an agency's dossiers only where the agency is named."""


class KeyEndsBeforeItBegins(Refusal):
    """The last day of a key lies before its first moment."""


class SystemNameTaken(Refusal):
    """Two systems of one name could not be told apart in the journal."""


@dataclass(frozen=True, slots=True)
class Given:
    """A new key with its secret: the only moment at which anybody sees it."""

    key: SystemKey
    secret: str


@transaction.atomic
def register(
    name: str, *, contact: str, agency: Agency | None, reads_agency: bool, by: int, at: datetime
) -> ConnectedSystem:
    """Raises AgencyMissing, SystemNameTaken."""
    if reads_agency and agency is None:
        raise AgencyMissing
    if ConnectedSystem.objects.filter(name=name).exists():
        raise SystemNameTaken
    return ConnectedSystem.objects.create(
        name=name, contact=contact, agency=agency, reads_agency=reads_agency, made_by_id=by, made_at=at
    )


@transaction.atomic
def give(
    system: ConnectedSystem,
    *,
    scopes: Sequence[Scope],
    per_minute: int,
    by: int,
    at: datetime,
    until: datetime | None = None,
) -> Given:
    """A new key. Raises ScopeMissing, KeyEndsBeforeItBegins."""
    if not scopes:
        raise ScopeMissing
    if until is not None and until <= at:
        raise KeyEndsBeforeItBegins
    name, secret = secrets.token_hex(_NAME_BYTES), secrets.token_urlsafe(_SECRET_BYTES)
    key = SystemKey.objects.create(
        system=system,
        name=name,
        secret_sha256=_hashed(secret),
        scopes=[scope.value for scope in Scope if scope in scopes],
        per_minute=per_minute,
        valid_from=at,
        valid_to=until,
        made_at=at,
        made_by_id=by,
    )
    return Given(key, f"{PREFIX}_{name}_{secret}")


@transaction.atomic
def replace(key: SystemKey, *, by: int, at: datetime) -> Given:
    """The next key opens the same; the last one ends a day later, so that nobody has to be quick."""
    length = key.valid_to - key.valid_from if key.valid_to else None
    given = give(
        key.system,
        scopes=[Scope(scope) for scope in key.scopes],
        per_minute=key.per_minute,
        by=by,
        at=at,
        until=at + length if length else None,
    )
    ends = at + OVERLAP
    SystemKey.objects.filter(pk=key.pk).exclude(valid_to__lt=ends).update(valid_to=ends)
    return given


def withdraw(key: SystemKey, *, at: datetime) -> None:
    """It opens nothing from this moment on; twice is once."""
    SystemKey.objects.filter(pk=key.pk, withdrawn_at=None).update(withdrawn_at=at)


def known(shown: str, *, at: datetime) -> SystemKey | None:
    """Whose key this is, if it opens anything at that moment."""
    _prefix, _, rest = shown.partition("_")
    name, _, secret = rest.partition("_")
    key = SystemKey.objects.valid(at).select_related("system__agency").filter(name=name[:16]).first()
    is_right = hmac.compare_digest(_hashed(secret), key.secret_sha256 if key else _NOBODY)
    return key if is_right and shown.startswith(f"{PREFIX}_") else None


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
