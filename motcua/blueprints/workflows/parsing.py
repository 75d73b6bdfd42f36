"""From the mapping in a definition file to steps. The mapping has passed the schema."""

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.blueprints.workflows.steps import Act, Ground, Step, StepRole


def steps(nodes: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    return tuple(_step(node) for node in nodes)


def _step(node: Mapping[str, Any]) -> Step:
    return Step(
        key=node["key"],
        name=node["name"],
        act=Act(node["act"]),
        role=StepRole(node["role"]),
        unit=node["unit"],
        share_pct=node["share_pct"],
        channel=node.get("channel", "any"),
        ground=Ground(node["ground"]) if "ground" in node else None,
        max_days=node.get("max_days"),
        optional=node.get("optional", False),
        note=node.get("note", ""),
    )
