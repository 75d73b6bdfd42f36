"""Reckon a report again from its facts, with nothing but Python: for whoever was handed an export and believes nobody.

    python3 -m motcua.effects.reporting.recount FOLDER

`formulas.py` and this file are in every export. They read `facts.csv` and `definition.json`, and say whether
`result.json` is what comes of them.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from motcua.effects.reporting.formulas import Absent, Value, parse, reckon

Fact = Mapping[str, str]
Numbers = dict[str, int]

_YES = "1"


def _day(fact: Fact, column: str, first: str, last: str) -> bool:
    """Days are written so that their order is that of the texts."""
    return first <= fact[column] <= last


def _open(fact: Fact, on: str) -> bool:
    return "" < fact["received_on"] <= on and not "" < fact["ended_on"] <= on


def _fallen(fact: Fact, column: str, on: str) -> bool:
    return "" < fact[column] <= on


def _had(fact: Fact) -> bool:
    return bool(fact["received_on"])


def _with_result(timeliness: str) -> Callable[[Fact], bool]:
    return lambda fact: _had(fact) and fact["ended_how"] == "result" and fact["timeliness"] == timeliness


def _is(column: str) -> Callable[[Fact], bool]:
    return lambda fact: fact[column] == _YES


def _known_there(fact: Fact) -> bool:
    """Earlier exports tell how many there are beside the facts, and not of which."""
    return fact.get("known_there") == _YES


def _always(_: Fact) -> bool:
    return True


#: A flow: on which day, and of which dossiers.
_FLOWS: Mapping[str, tuple[str, Callable[[Fact], bool]]] = {
    "filed": ("submitted_on", _always),
    "received": ("received_on", _always),
    "received_online": ("received_on", lambda fact: fact["channel"] == "online"),
    "received_at_counter": ("received_on", lambda fact: fact["channel"] == "counter"),
    "received_by_post": ("received_on", lambda fact: fact["channel"] == "post"),
    "received_on_paper": ("received_on", lambda fact: fact["channel"] != "online"),
    "received_full_online": (
        "received_on",
        lambda fact: fact["channel"] == "online" and fact["service_level"] == "full",
    ),
    "resolved_early": ("ended_on", _with_result("early")),
    "resolved_on_day": ("ended_on", _with_result("on_time")),
    "resolved_late": ("ended_on", _with_result("late")),
    "withdrawn": ("ended_on", lambda fact: _had(fact) and fact["ended_how"] == "withdrawn"),
    "stopped": ("ended_on", lambda fact: _had(fact) and fact["ended_how"] in {"stopped", "refused"}),
    "refused": ("ended_on", lambda fact: not _had(fact) and fact["ended_how"] == "refused"),
    "supplemented": ("asked_on", _always),
    "index_ended_late": ("ended_on", lambda fact: bool(fact["index_late_on"])),
    "online_with_result": (
        "received_on",
        lambda fact: (
            fact["channel"] == "online" and (fact["electronic_result"] == _YES or fact["returns_paper"] != _YES)
        ),
    ),
    "returning_paper": ("received_on", _is("returns_paper")),
    "electronic_results": (
        "received_on",
        lambda fact: fact["returns_paper"] == _YES and fact["electronic_result"] == _YES,
    ),
    "full_online_results": (
        "received_on",
        lambda fact: (
            (fact["channel"], fact["service_level"], fact["returns_paper"], fact["electronic_result"])
            == ("online", "full", _YES, _YES)
        ),
    ),
    "with_fee": ("received_on", _is("has_fee")),
    "paid_online": ("received_on", lambda fact: fact["has_fee"] == _YES and fact["paid_online"] == _YES),
    "digitised": (
        "received_on",
        lambda fact: fact["digitised_papers"] == _YES and fact["electronic_result"] == _YES,
    ),
    "papers_reused": ("received_on", _is("reused_papers")),
    "identity_verified": ("received_on", _is("identity_verified")),
    "synchronised": ("received_on", _known_there),
    "not_synchronised": ("received_on", lambda fact: not _known_there(fact)),
    "delivered_by_post": ("delivered_on", _is("delivered_by_post")),
    "received_again": ("received_on", _is("received_again")),
    "asked_before_due": ("asked_on", _is("asked_before_due")),
    "returned_before_due": ("ended_on", _is("returned_before_due")),
    "date_edited": ("ended_on", _is("date_edited")),
    "paused_without_ground": ("ended_on", _is("paused_without_ground")),
    "finished_without_result": ("ended_on", _is("finished_without_result")),
    "closed_by_desk": ("ended_on", _is("closed_by_desk")),
}
#: A balance: at the end of a day.
_BALANCES: Mapping[str, Callable[[Fact, str], bool]] = {
    "open_in_time": lambda fact, on: _open(fact, on) and not _fallen(fact, "past_due_on", on),
    "open_late": lambda fact, on: _open(fact, on) and _fallen(fact, "past_due_on", on),
    "index_open_late": lambda fact, on: _open(fact, on) and _fallen(fact, "index_late_on", on),
}


def numbers(facts: Iterable[Fact], *, first: str, last: str) -> Numbers:
    """Every number that can be told from facts."""
    before = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    found = dict.fromkeys([*_FLOWS, *_BALANCES, "carried_over", "working_days"], 0)
    for fact in facts:
        for name, (column, counts) in _FLOWS.items():
            found[name] += _day(fact, column, first, last) and counts(fact)
        for name, stands in _BALANCES.items():
            found[name] += stands(fact, last)
        found["carried_over"] += _open(fact, before)
        if _day(fact, "ended_on", first, last) and _had(fact) and fact["ended_how"] == "result":
            found["working_days"] += int(fact["working_days"] or 0)
    return found


def differences(folder: Path) -> list[str]:
    """What the result says otherwise than the facts do; nothing where it is right."""
    told = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    definition = json.loads((folder / "definition.json").read_text(encoding="utf-8"))
    beside = json.loads((folder / "beside.json").read_text(encoding="utf-8"))
    with (folder / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        facts = list(csv.DictReader(file))
    span = {"first": told["from"], "last": told["to"]}
    found = _different("total", definition, numbers(facts, **span) | beside, told["total"])
    groups: dict[str, list[Fact]] = {}
    for fact in facts if told["by"] else ():
        groups.setdefault(fact[told["by"]], []).append(fact)
    rows = {row["key"]: row for row in told["rows"]}
    for key in sorted(groups.keys() | rows.keys()):
        counted = numbers(groups.get(key, ()), **span)
        if key in rows:
            found += _different(key, definition, counted, rows[key])
        elif any(counted[name] for name in _names(definition) if name in counted):
            found.append(f"{key}: no row, though there are dossiers")
    return found + _different_flags(numbers(facts, **span), told["flags"])


def _different(where: str, definition: Mapping[str, Any], counted: Numbers, told: Mapping[str, Any]) -> list[str]:
    ours = {
        each["key"]: written(reckon(parse(each["formula"]), counted), each["kind"]) for each in definition["columns"]
    }
    return [f"{where}, {key}: {told.get(key)} and not {value}" for key, value in ours.items() if told.get(key) != value]


def _different_flags(counted: Numbers, told: Mapping[str, int]) -> list[str]:
    return [f"flags, {name}: {said} and not {counted[name]}" for name, said in told.items() if counted[name] != said]


def _names(definition: Mapping[str, Any]) -> set[str]:
    return {name for each in definition["columns"] for name in parse(each["formula"]).names}


def written(value: Value, kind: str) -> int | str | None:
    """As a report writes it: a whole number, two decimals rounded as at school, or nothing."""
    if isinstance(value, Absent):
        return None
    if kind in {"count", "money"}:
        return int(value)
    return str((Decimal(value.numerator) / value.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP))


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else ".")
    found = differences(folder)
    print("\n".join(found) or f"{folder}: the result is what the facts say")  # noqa: T201 - a program for a terminal
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
