from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file that may belong to nobody: `key` is its place in the home of files."""

    key: str
    size: int
