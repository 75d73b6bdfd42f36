"""What a check sees, what it says, and what it knows of the rest of the catalogue."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """One place in a procedure that a check objects to: its words, and the channel where it has one."""

    words: str
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    key: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class Successor:
    """The document that stands in another's place, and from when on."""

    number: str
    since: date


@dataclass(frozen=True, slots=True)
class Around:
    """What a check cannot know from one procedure: the day, who else has the name, which documents are dead."""

    on: date
    codes_by_name: Mapping[str, tuple[str, ...]]
    superseded: Mapping[str, Successor]


@dataclass(frozen=True, slots=True)
class Check(Generic[T]):
    """`sentence` says what is wrong, as the command prints it."""

    key: str
    sentence: str
    find: Callable[[T, Around], Iterator[Seen]]


def examine(procedure: T, *, code: str, checks: tuple[Check[T], ...], around: Around) -> Iterator[Finding]:
    for check in checks:
        for seen in check.find(procedure, around):
            yield Finding(code, check.key, seen)
