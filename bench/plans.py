"""How many rows the database reads for a query, counted by itself."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet


def rows_read(query: QuerySet[Any]) -> int:
    """Rows that came out of tables and indexes, with those that were read and thrown away."""
    plan = json.loads(query.explain(format="json", analyze=True))[0]["Plan"]
    return sum(_read_by(node) for node in _nodes(plan) if "Scan" in node["Node Type"])


def _read_by(node: Mapping[str, Any]) -> int:
    each: float = (
        node["Actual Rows"] + node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    )
    return round(each * int(node["Actual Loops"]))


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)
