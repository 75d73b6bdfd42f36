"""The tests of a procedure, from the mapping of a definition file. The mapping has passed the schema."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.blueprints.catalogue.procedure_tests import LOOKED_AT, Does, Expected, Happening, ProcedureTest
from motcua.foundation.calendar.arithmetic import VIETNAM

Node = Mapping[str, Any]


def tests(nodes: Sequence[Node]) -> tuple[ProcedureTest, ...]:
    return tuple(_test(node) for node in nodes)


def _test(node: Node) -> ProcedureTest:
    return ProcedureTest(
        name=node["name"],
        channel=node["channel"],
        filed_at=moment(node["filed_at"]),
        happens=tuple(_happening(each) for each in node.get("happens", ())),
        expected=tuple(_expected(each) for each in node["expected"]),
        answers=dict(node.get("answers", {})),
        locality=node.get("locality", ""),
        note=node.get("note", ""),
    )


def _happening(node: Node) -> Happening:
    return Happening(
        at=moment(node["at"]),
        does=Does(node["do"]),
        step=node.get("step", ""),
        choice=node.get("choice", ""),
        outcome=node.get("outcome", "granted"),
        new_due_at=moment(node["new_due_at"]) if "new_due_at" in node else None,
        found=dict(node.get("found", {})),
        picked=tuple(node.get("picked", ())),
        refused=node.get("refused", ""),
    )


def _expected(node: Node) -> Expected:
    wanted = {name: _wanted(node[name]) for name in LOOKED_AT if name in node}
    return Expected(at=moment(node["at"]), wanted=wanted)


def _wanted(value: Any) -> str | tuple[str, ...]:
    """A list of names, or of fees with what is to be paid of each."""
    if not isinstance(value, list):
        return str(value)
    return tuple(fee_text(each["key"], each["amount"]) if isinstance(each, Mapping) else each for each in value)


def fee_text(key: str, amount: int) -> str:
    return f"{key}: {amount}"


def moment(text: str) -> datetime:
    """Legal time: '2026-11-23 14:59'."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
