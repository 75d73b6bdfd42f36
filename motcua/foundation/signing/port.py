"""What signs a document. One door for all: who signs is a setting, and without it nothing pretends to be signed."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from motcua.foundation.refusals import Refusal


class NoSigningKey(Refusal):
    """No key is set up here: documents stay unsigned, and their pages say so."""


@dataclass(frozen=True, slots=True)
class Signed:
    content: bytes
    #: The name on the certificate.
    signed_by: str


class Signer(Protocol):
    def sign(self, document: bytes, *, reason: str, place: str) -> Signed: ...


def is_set_up() -> bool:
    return bool(settings.SIGNING_KEY)


def signer() -> Signer:
    """Raises NoSigningKey."""
    from motcua.foundation.signing import key_file

    if not is_set_up():
        raise NoSigningKey
    return key_file.signer(settings.SIGNING_KEY, settings.SIGNING_PASSWORD)
