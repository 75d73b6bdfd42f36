"""Our values in the portal's codes: dated data in `code_maps/`, complete or refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from motcua.dossiers.models import Channel, SettledHow, Shown, Way
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation.refusals import Refusal

_FOLDER = Path(__file__).parent / "code_maps"

SYNC, PROGRESS, ANSWER = "DongBoHoSoMC", "CapNhatTienDoHoSoMC", "DongBoTrangThaiHoSo"
#: Only its name is certain: its fields, and that it takes sums, are our reading.
RATING = "DongBoDanhGia"
_STATES = frozenset(State)
#: Every value of ours that an endpoint may be told, by the name of its map.
OURS: dict[str, dict[str, frozenset[str]]] = {
    SYNC: {
        "status": _STATES,
        "channel": frozenset(Channel.values),
        "holder": frozenset({"person", "organisation"}),
        "way": frozenset(Way.values),
        "filed_where": frozenset({"here", "there"}),
        "paid": frozenset({"here", "there", "not_online"}),
        "paper_flag": frozenset({"yes", "no"}),
        "number_kind": frozenset({"12", "9"}),
        "fee_kind": frozenset({"phi", "le_phi", "tax", "other"}),
        "fee_paid": frozenset({"", *SettledHow.values}),
        "register": frozenset({"population_db", "enterprise_db", "social_insurance_db", "civil_status_db"}),
        "original": frozenset(Shown.values),
    },
    PROGRESS: {"status": _STATES},
    ANSWER: {"status": _STATES},
    RATING: {"rating": frozenset({"1", "2", "3"})},
}
#: What may stand in a map without a code: not the portal's to know, or its code is known to nobody here.
_UNTOLD: dict[str, frozenset[str]] = {"status": frozenset({State.DRAFT}), "register": OURS[SYNC]["register"]}
#: The code comes from what happened where the state alone does not tell it: acceptance is 2 and assignment is 4,
#: although the dossier is in progress after both.
_ACCEPTED = "2"


class CodeMapIncomplete(Refusal):
    """A value of ours without a code, a code that is none of theirs, or a value that we do not have."""


@dataclass(frozen=True, slots=True)
class CodeMap:
    version: str
    valid_from: date
    endpoints: Mapping[str, Mapping[str, Mapping[str, str | None]]]

    def code(self, endpoint: str, name: str, ours: str) -> str:
        code = self.endpoints[endpoint][name][ours]
        assert code is not None, "a draft is not told"
        return code

    def known(self, endpoint: str, name: str, ours: Iterable[str]) -> list[str]:
        """The codes of those that have one."""
        codes = self.endpoints[endpoint][name]
        return [code for each in ours if (code := codes[each]) is not None]

    def status(self, endpoint: str, *, action: str, state: str) -> str:
        return _ACCEPTED if action == Action.ACCEPT else self.code(endpoint, "status", state)


def map_on(day: date) -> CodeMap:
    """The newest that held on that day; before the first there was none, and the first is as good."""
    maps = all_maps()
    return max((one for one in maps if one.valid_from <= day), key=lambda one: one.valid_from, default=maps[0])


def map_of(version: str) -> CodeMap:
    return next(one for one in all_maps() if one.version == version)


@lru_cache(maxsize=1)
def all_maps() -> tuple[CodeMap, ...]:
    found = (read(path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.yaml")))
    return tuple(sorted(found, key=lambda one: one.valid_from))


def read(text: str) -> CodeMap:
    """Raises CodeMapIncomplete with the first place that is wrong."""
    told: dict[str, Any] = yaml.safe_load(text)
    for endpoint, names in OURS.items():
        for name, values in names.items():
            _check(told, endpoint, name, values)
    return CodeMap(version=told["version"], valid_from=told["valid_from"], endpoints=told["endpoints"])


def _check(told: Mapping[str, Any], endpoint: str, name: str, values: frozenset[str]) -> None:
    mapped: Mapping[str, Any] = told["endpoints"].get(endpoint, {}).get(name, {})
    theirs = set(told["theirs"].get(name, ()))
    wrong = values ^ set(mapped) | {
        ours
        for ours, code in mapped.items()
        if code not in theirs and not (code is None and ours in _UNTOLD.get(name, frozenset()))
    }
    if wrong:
        raise CodeMapIncomplete(endpoint=endpoint, name=name, values=sorted(wrong))
