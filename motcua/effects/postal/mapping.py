"""The post's codes and ours, and its numbers of places.

The list of StatusCode is not published: these few are the ones that other portals are known to keep, and any other
keeps its text and moves nothing.
"""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from motcua.effects.postal.models import PostalState

#: Our reading, not checked against the post's own list.
STATES: dict[str, PostalState] = {
    "1": PostalState.REGISTERED,
    "2": PostalState.UNDER_WAY,
    "3": PostalState.DELIVERED,
    "4": PostalState.CANCELLED,
}
_RANK = (PostalState.WANTED, PostalState.REGISTERED, PostalState.UNDER_WAY)


def state_of(code: str) -> PostalState | None:
    return STATES.get(code)


def moves_on(now: str, said: PostalState) -> bool:
    """What comes late takes nothing back, and what has ended stays ended."""
    if now not in _RANK:
        return False
    return said not in _RANK or _RANK.index(said) > _RANK.index(PostalState(now))


def place(*, province: str, commune: str) -> tuple[int, int]:
    """The post's numbers of a province and district. Districts ended in 2025, and the wire still wants one.

    A commune that is not in the table goes to the first office of its province, which knows the new communes.
    """
    number = int(province) if province.isdigit() else 0
    return number, _districts().get(commune, number * 100 + 1)


@lru_cache(maxsize=1)
def _districts() -> dict[str, int]:
    """{code of a commune: number of the post}. An installation brings the table that its post office gave it."""
    path = Path(settings.POSTAL_DISTRICTS) if settings.POSTAL_DISTRICTS else Path(__file__).with_name("districts.json")
    table: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
    return table
