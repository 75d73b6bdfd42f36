"""What differs between two gateways of this family, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verb(StrEnum):
    INIT = "INIT"
    CONFIRM = "CONFIRM"
    QUERY = "QUERY"
    GET_BILL = "GET_BILL"


class ReplyChecksum(StrEnum):
    """What our answer to CONFIRM carries: the message set does not say."""

    #: Their own checksum sent back, as a working client was seen to do.
    ECHO = "echo"
    #: One over the values of the answer.
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Profile:
    """Our words are the keys; theirs the values."""

    key: str
    version: str
    #: Whether the names and orders were seen in a published message set. Where they were not, every page of
    #: administration and the closing note say so.
    verified: bool
    names: Mapping[str, str]
    #: What the checksum covers, in our words and in their order; the secret follows as the last.
    orders: Mapping[Verb, tuple[str, ...]]
    #: What every INIT says.
    constants: Mapping[str, str]
    reply: tuple[str, ...]
    paths: Mapping[Verb, str] = field(default_factory=lambda: {verb: verb.value for verb in Verb})
    hash: str = "sha256"
    separator: str = "|"
    #: Under which name the facts of the receipt go along; empty where they do not.
    receipt_name: str = ""
    #: Under which name the address of the payment page comes back, and inside which string of JSON.
    page_name: str = ""
    page_inside: str = ""
    error_name: str = "error_code"
