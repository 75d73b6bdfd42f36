"""The two sides of one fact beside each other."""

from collections.abc import Mapping
from typing import Any

from motcua.effects.registries.port import Fact, Likeness, Line
from motcua.foundation.text.folding import fold

_ADDRESS_CODES = ("province", "commune")


def line(fact: Fact, declared: str, registered: str) -> Line:
    """Compared without case and tone marks. Where one side says nothing, nothing differs."""
    if not declared or not registered:
        return Line(fact, declared, registered, Likeness.ONE_SIDED)
    same = _plain(declared) == _plain(registered)
    return Line(fact, declared, registered, Likeness.MATCHES if same else Likeness.DIFFERS)


def day_line(fact: Fact, declared: str, registered: str) -> Line:
    """As far as both know it: a year alone is the same as a day of that year."""
    if not declared or not registered:
        return Line(fact, declared, registered, Likeness.ONE_SIDED)
    same = declared.startswith(registered) or registered.startswith(declared)
    return Line(fact, declared, registered, Likeness.MATCHES if same else Likeness.DIFFERS)


def place_line(fact: Fact, declared: Mapping[str, str] | None, registered: Mapping[str, str]) -> Line:
    """By the codes of province and commune; how a house is written differs from hand to hand."""
    ours, theirs = dict(declared or {}), {part: value for part, value in registered.items() if value}
    if not ours.get("commune") or not theirs.get("commune"):
        return Line(fact, ours, theirs, Likeness.ONE_SIDED)
    same = all(ours.get(code) == theirs.get(code) for code in _ADDRESS_CODES)
    return Line(fact, ours, theirs, Likeness.MATCHES if same else Likeness.DIFFERS)


def said(fact: Fact, declared: Any, *, matches: bool) -> Line:
    """A register that says yes or no tells no value of its own."""
    return Line(fact, declared, "", Likeness.MATCHES if matches else Likeness.DIFFERS)


def alone(fact: Fact, registered: Any) -> Line:
    """What only the register knows."""
    return Line(fact, "", registered, Likeness.ONE_SIDED)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
