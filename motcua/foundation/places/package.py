"""Where the data of the vietnamadminunits package (MIT) lies. The package itself is not imported: it draws maps."""

import sqlite3
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def folder() -> Path:
    found = find_spec("vietnamadminunits")
    if found is None or found.origin is None:
        raise FileNotFoundError("vietnamadminunits")
    return Path(found.origin).parent / "data"


def rows(query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(f"file:{folder() / 'dataset.db'}?mode=ro&immutable=1", uri=True) as database:
        return list(database.execute(query))
