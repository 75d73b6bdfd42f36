"""Conditions and answers as text of a drawing: JSON of our own expressions, read with care."""

import json
from typing import Any

from lxml import etree

from motcua.blueprints.expressions.tree import MalformedExpression
from motcua.blueprints.expressions.tree import parse as expression
from motcua.blueprints.workflows.bpmn.notation import LANGUAGE


class NotSaid(ValueError):
    """The text is no expression of ours."""


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def tree(text: str | None) -> Any:
    """A tree as it stands in the catalogue. Raises NotSaid."""
    found = _json(text)
    try:
        expression(found)
    except (MalformedExpression, RecursionError) as error:
        raise NotSaid(str(error)) from error
    return found


def condition(element: etree._Element) -> dict[str, Any]:
    """`on`, `when`, both or, for what is taken always, neither. Raises NotSaid."""
    said = _json(element.text)
    is_ours = element.get("language") == LANGUAGE and isinstance(said, dict) and {"on", "when"} >= set(said)
    if not is_ours or not isinstance(said.get("on", ""), str):
        raise NotSaid(element.text or "")
    if "when" in said:
        tree(written(said["when"]))
    return {key: said[key] for key in ("on", "when") if key in said}


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "", parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise NotSaid(str(error)) from error


def _no_constant(name: str) -> None:
    """JSON has no NaN and no Infinity, whatever the library thinks."""
    raise NotSaid(name)
