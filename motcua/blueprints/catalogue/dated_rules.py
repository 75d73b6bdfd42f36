"""The general limits of the law, each value with the day from which it holds and its article.

A dossier is judged by what held on its day, so a published version keeps all values and not only today's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

Node = Mapping[str, Any]
Value = int | bool | time


@dataclass(frozen=True, slots=True)
class Rule:
    """One value of a limit. `own`: the procedure sets it otherwise than the general rule, by its own law."""

    key: str
    value: Value
    valid_from: date
    article: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class GeneralRules:
    """The limits that hold for one procedure on one day."""

    reception_alert_hours: int
    reception_decision_hours_online: int
    reception_decision_days_counter: int
    supplement_unanswered_days: int
    transfer_cutoff: time
    reappointments: int
    apology_days_before_due: int
    fee_before_acceptance: bool
    fee_unpaid_days: int


KEYS = tuple(field.name for field in fields(GeneralRules))
#: What held before a rule was written down: versions that were published then do not know it.
_BEFORE: dict[str, Value] = {"fee_before_acceptance": False, "fee_unpaid_days": 15}


def rule(rules: Iterable[Rule], key: str, *, on: date) -> Rule:
    """The newest value that has begun on that day, the procedure's own before the general one.

    Before the first value began nothing else is known than that one. Raises ValueError when no value is known at all.
    """
    known = [each for each in rules if each.key == key]
    if not known and key in _BEFORE:
        return Rule(key, _BEFORE[key], valid_from=date.min, article="")
    own = [each for each in known if each.own and each.valid_from <= on]
    begun = own or [each for each in known if each.valid_from <= on and not each.own]
    if begun:
        return max(begun, key=lambda each: each.valid_from)
    return min(known, key=lambda each: each.valid_from)


def in_force(rules: Iterable[Rule], *, on: date) -> GeneralRules:
    known = tuple(rules)
    values: dict[str, Any] = {key: rule(known, key, on=on).value for key in KEYS}
    return GeneralRules(**values)


def stored(content: Node) -> list[dict[str, Any]]:
    """The general rules as a published version keeps them: every value, without the notes of who checked it."""
    kept = ("key", "value", "valid_from", "article")
    return [{name: entry[name] for name in kept} for entry in content["rules"]]


def parse(general: Iterable[Node] | Node, own: Node) -> tuple[Rule, ...]:
    """Of a stored version. The oldest versions keep a mapping of the values of their day, without articles."""
    entries = (
        [{"key": key, "value": value} for key, value in general.items()] if isinstance(general, Mapping) else general
    )
    return (*(_rule(entry) for entry in entries), *(_own(key, said) for key, said in own.items()))


def _own(key: str, said: Any) -> Rule:
    """A file says a number, or the number with the article of its law and the day from which it holds."""
    entry = said if isinstance(said, Mapping) else {"value": said}
    return _rule({"key": key, **entry}, own=True)


def _rule(entry: Node, *, own: bool = False) -> Rule:
    value, since = entry["value"], entry.get("valid_from")
    return Rule(
        key=entry["key"],
        value=time.fromisoformat(value) if entry["key"] == "transfer_cutoff" else value,
        valid_from=date.fromisoformat(since) if since else date.min,
        article=entry.get("article", ""),
        own=own,
    )
