"""The closed list. What is not here is no security event; each has its number for ever, since others filter by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Event(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_LOCKED = "sign_in_locked"
    SIGNED_OUT = "signed_out"
    IDENTITY_REFUSED = "identity_refused"
    IDENTITY_JOINED = "identity_joined"
    IDENTITY_REMOVED = "identity_removed"
    FACTOR_SHOWN = "factor_shown"
    FACTOR_WRONG = "factor_wrong"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    ROLE_CHANGED = "role_changed"
    DOSSIER_SEEN = "dossier_seen"
    DOSSIERS_LISTED = "dossiers_listed"
    REGISTER_ASKED = "register_asked"
    UPLOAD_REFUSED = "upload_refused"
    FILE_INFECTED = "file_infected"
    EXPORTED = "exported"
    DEADLINE_CHANGED = "deadline_changed"
    CHECKSUM_WRONG = "checksum_wrong"
    API_KEY_USED = "api_key_used"
    API_KEY_REFUSED = "api_key_refused"
    RATE_LIMITED = "rate_limited"
    CONFIGURATION_CHANGED = "configuration_changed"
    LOG_BROKEN = "log_broken"


@dataclass(frozen=True, slots=True)
class Kind:
    """Severity as CEF counts it, 0 to 10; category and type as ECS names them."""

    number: int
    name: str
    severity: int
    category: str
    type: str
    outcome: str = "success"


_FAILED = "failure"
KINDS: Mapping[Event, Kind] = {
    Event.SIGNED_IN: Kind(101, "Signed in", 2, "authentication", "start"),
    Event.SIGN_IN_FAILED: Kind(102, "Wrong name or password", 5, "authentication", "start", _FAILED),
    Event.SIGN_IN_LOCKED: Kind(103, "Too many tries to sign in", 7, "authentication", "denied", _FAILED),
    Event.SIGNED_OUT: Kind(104, "Signed out", 1, "authentication", "end"),
    Event.IDENTITY_REFUSED: Kind(111, "Identity of a provider refused", 6, "authentication", "denied", _FAILED),
    Event.IDENTITY_JOINED: Kind(112, "Identity joined to an account", 4, "iam", "change"),
    Event.IDENTITY_REMOVED: Kind(113, "Identity removed from an account", 4, "iam", "change"),
    Event.FACTOR_SHOWN: Kind(121, "Second factor shown", 2, "authentication", "start"),
    Event.FACTOR_WRONG: Kind(122, "Second factor wrong", 6, "authentication", "start", _FAILED),
    Event.FACTOR_ADDED: Kind(123, "Second factor added", 4, "iam", "change"),
    Event.FACTOR_REMOVED: Kind(124, "Second factor removed", 5, "iam", "change"),
    Event.ROLE_CHANGED: Kind(131, "Role given, taken or delegated", 5, "iam", "change"),
    Event.DOSSIER_SEEN: Kind(201, "Officer looked at a dossier", 1, "database", "access"),
    Event.DOSSIERS_LISTED: Kind(202, "Officer saw dossiers in a list", 2, "database", "access"),
    Event.REGISTER_ASKED: Kind(203, "National register asked about a person", 4, "database", "access"),
    Event.EXPORTED: Kind(204, "Facts of many people taken out", 5, "database", "access"),
    Event.UPLOAD_REFUSED: Kind(301, "File refused", 4, "file", "denied", _FAILED),
    Event.FILE_INFECTED: Kind(302, "Virus found in a file", 8, "malware", "info", _FAILED),
    Event.DEADLINE_CHANGED: Kind(401, "Due date changed by hand", 4, "process", "change"),
    Event.CONFIGURATION_CHANGED: Kind(402, "Configuration changed", 5, "configuration", "change"),
    Event.CHECKSUM_WRONG: Kind(501, "Wrong signature on a notice of a partner", 7, "api", "denied", _FAILED),
    Event.API_KEY_USED: Kind(502, "Key of another system used", 1, "api", "access"),
    Event.API_KEY_REFUSED: Kind(503, "Key of another system refused", 6, "api", "denied", _FAILED),
    Event.RATE_LIMITED: Kind(601, "Too many requests", 5, "network", "denied", _FAILED),
    Event.LOG_BROKEN: Kind(901, "Chain of this log broken", 10, "configuration", "info", _FAILED),
}
#: What an event may say besides who and when. No words of people, no numbers of theirs.
FACTS = frozenset(
    {"provider", "reason", "door", "dossier", "rows", "what", "method", "level", "name", "system", "file"}
)
