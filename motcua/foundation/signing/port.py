"""What signs a document, whatever kind of key it has."""

from dataclasses import dataclass
from typing import Protocol

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
