"""Who looked at what is told to the people of a dossier, so each part has its words."""

import re
from pathlib import Path

from motcua.sites.ui.assisted import PARTS

ROOT = Path(__file__).parents[2]

_PART = re.compile(r'\bpart="(\w+)"')


def test_every_part_that_is_noted_has_words() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "motcua" / "sites" / "desk").rglob("*.py"))
    noted = {part for source in sources for part in _PART.findall(source)}

    assert len(noted) > 3
    assert noted - set(PARTS) == set()
