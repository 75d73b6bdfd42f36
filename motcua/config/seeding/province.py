"""A province as an article printed it: so many dossiers over nine months, so many of them online, unit by unit.

Tuyên Quang, the first nine months of 2023: 71,725 of 170,531 online (42.06 %), from 1.35 % at the Inspectorate to
99.76 % at Industry and Trade, and 780 of 780 in one mountain commune. The units here are the demonstration's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

DOSSIERS, ONLINE = 170_531, 71_725
FIRST_DAY, LAST_DAY = date(2023, 1, 1), date(2023, 9, 30)
#: Filed no later, so that everything was received within the nine months.
LAST_FILED = date(2023, 9, 25)
#: Parts of all dossiers, and the online share there.
_ALL_ONLINE = 780 / DOSSIERS
_LEAST, _LEAST_ONLINE = 0.02, 0.0135
_MOST, _MOST_ONLINE = 0.03, 0.9976
#: Between these the others lie.
_FROM, _TO = 0.04, 0.80
_FEWEST_UNITS = 4


class TooFewUnits(Exception):
    """The shares of a province need at least four agencies that decide dossiers here."""


@dataclass(frozen=True, slots=True)
class UnitShare:
    """So many dossiers at one agency, and so many of them online."""

    agency: int
    dossiers: int
    online: int


def plan(agencies: Sequence[int], *, dossiers: int = DOSSIERS, online: int = ONLINE) -> list[UnitShare]:
    """Who gets how many: to the last dossier. Raises TooFewUnits."""
    if len(agencies) < _FEWEST_UNITS:
        raise TooFewUnits
    first, least, most, *others = agencies
    all_online, few, many = (round(dossiers * part) for part in (_ALL_ONLINE, _LEAST, _MOST))
    told = [
        UnitShare(first, all_online, all_online),
        UnitShare(least, few, round(few * _LEAST_ONLINE)),
        UnitShare(most, many, round(many * _MOST_ONLINE)),
    ]
    rest = _split(dossiers - sum(unit.dossiers for unit in told), [1.0 / rank for rank in range(1, len(others) + 1)])
    shares = [_FROM + (_TO - _FROM) * rank / max(1, len(others) - 1) for rank in range(len(others))]
    wanted = online - sum(unit.online for unit in told)
    return [*told, *_with_online(others, rest, shares, wanted=wanted)]


def _with_online(
    agencies: Sequence[int], dossiers: Sequence[int], shares: Sequence[float], *, wanted: int
) -> list[UnitShare]:
    """The shares, moved together up or down until they add up; what rounding leaves goes where there is room."""
    low, high = -1.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(_moved(dossiers, shares, by=middle)) < wanted else (low, middle)
    online = _moved(dossiers, shares, by=low)
    for number in sorted(range(len(agencies)), key=lambda each: dossiers[each] - online[each], reverse=True):
        online[number] += min(wanted - sum(online), dossiers[number] - online[number])
    return [UnitShare(*each) for each in zip(agencies, dossiers, online, strict=True)]


def _moved(dossiers: Sequence[int], shares: Sequence[float], *, by: float) -> list[int]:
    return [round(many * min(max(share + by, 0.0), 1.0)) for many, share in zip(dossiers, shares, strict=True)]


def _split(count: int, weights: Sequence[float]) -> list[int]:
    total = sum(weights)
    parts: list[int] = []
    for number in range(1, len(weights) + 1):
        parts.append(round(count * sum(weights[:number]) / total) - sum(parts))
    return parts
