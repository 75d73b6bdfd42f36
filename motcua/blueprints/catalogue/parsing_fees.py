"""Fees and their rates, from the mapping of a definition file."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from motcua.blueprints.catalogue.definition import Exemption, Fee, FeeKind, Rate, Scope
from motcua.blueprints.expressions.tree import Path
from motcua.blueprints.forms.parsing import condition

Node = Mapping[str, Any]


def fees(nodes: Sequence[Node]) -> tuple[Fee, ...]:
    return tuple(_fee(node, at=("fees", number)) for number, node in enumerate(nodes))


def _fee(node: Node, *, at: Path) -> Fee:
    return Fee(
        key=node["key"],
        kind=FeeKind(node["kind"]),
        name=node["name"],
        set_by=node["set_by"],
        rates=tuple(_rate(each, at=(*at, "rates", number)) for number, each in enumerate(node["rates"])),
        exemptions=tuple(
            Exemption(each["key"], each["label"], condition(each.get("when"), at=(*at, "exemptions", number, "when")))
            for number, each in enumerate(node.get("exemptions", ()))
        ),
    )


def _rate(node: Node, *, at: Path) -> Rate:
    return Rate(
        amount=node["amount"],
        per=node["per"],
        channel=node["channel"],
        scope=Scope(node["scope"]),
        locality=node.get("locality"),
        valid_from=day(node.get("valid_from")),
        valid_to=day(node.get("valid_to")),
        when=condition(node.get("when"), at=(*at, "when")),
        when_text=node.get("when_text", ""),
        formula=condition(node.get("formula"), at=(*at, "formula")),
        basis=node.get("basis", ""),
        confidence=node["confidence"],
        note=node.get("note", ""),
    )


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
