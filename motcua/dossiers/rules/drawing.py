"""The lifecycle table as a page for people: docs/lifecycle.md is this, and a test keeps it so."""

from motcua.dossiers.rules.lifecycle import MOVES, Clock, Move

_HEAD = """# The life of a dossier

Drawn from `motcua/dossiers/rules/lifecycle.py` by `bin/manage draw_lifecycle`; a test compares. To change it, change
the table.

```mermaid
stateDiagram-v2
    [*] --> draft"""

_TABLE = """```

| act | from | to | who | at | legal clock | needs |
|---|---|---|---|---|---|---|"""


def page() -> str:
    """The whole document, ending in a line break."""
    arrows = [f"    {move.source} --> {move.target}: {move.action}" for move in MOVES if move.source != move.target]
    return "\n".join([_HEAD, *arrows, _TABLE, *map(_row, MOVES), ""])


def _row(move: Move) -> str:
    who = ", ".join(sorted(move.by))
    clock = "" if move.clock is Clock.KEEP else move.clock.value
    needs = ", ".join(sorted(move.needs))
    return f"| {move.action} | {move.source} | {move.target} | {who} | {move.seat or ''} | {clock} | {needs} |"
