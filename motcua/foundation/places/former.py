"""Addresses of before 1 July 2025, with ward, district and province, and what has become of the ward.

Most old wards went whole into one commune of today; some were divided, and then only the person knows which part is
theirs. What is typed may lack marks, levels or commas.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from motcua.foundation.places.package import folder, rows
from motcua.foundation.text.folding import fold

#: More answers than this are none: the person is asked to write more of the address.
MOST = 12
#: No name of a place has more words than this.
_LONGEST_NAME = 7
_WARDS = """SELECT province, district, ward, provinceKey, districtKey, wardKey,
 provinceKeywords, districtKeywords, wardKeywords FROM admin_units_legacy"""
_TODAY = "SELECT provinceKey, wardKey, ward, provinceCode, wardCode FROM admin_units"
#: How people shorten the kinds of places; single letters stand before a name or a number.
_SHORT = {"p": "phuong", "q": "quan", "h": "huyen", "x": "xa", "t": "tinh"}
_SHORT |= {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "f": "phuong"}
_NUMBERED = re.compile(r"\b(p|f|q)(\d+)\b")
_CITY = re.compile(r"\btp(?=[a-z]{2})")
_KINDS = ("phuong", "xa", "thitran")
#: A province that took another name with the places it already had.
_RENAMED = {"hue": {"thuathienhue", "tinhthuathienhue"}}

Said = dict[str, list[range]]


@dataclass(frozen=True, slots=True)
class FormerWard:
    """An old ward by its full name, and the communes of today that have a part of it, as (province, commune)."""

    name: str
    today: tuple[tuple[str, str], ...]
    provinces: frozenset[str]
    districts: frozenset[str]
    wards: frozenset[str]


@dataclass(frozen=True, slots=True)
class Understood:
    """The old wards that may be meant, and what of the text is neither ward nor district nor province."""

    wards: tuple[FormerWard, ...]
    rest: str

    @property
    def today(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys(place for ward in self.wards for place in ward.today))


NOTHING = Understood((), "")


def understood(text: str) -> Understood:
    """The best readings of the text; none where it says too little."""
    said = _names(text)
    marked = _together(text)
    ranked = [(_rank(ward, said, marked), ward) for ward in _wards_named(said)]
    best = max((rank for rank, _ in ranked), default=(0, 0, 0, 0))
    wards = tuple(sorted((ward for rank, ward in ranked if rank == best), key=lambda ward: ward.name))
    found = Understood(wards, _rest(text, wards))
    is_enough = best[0] > 0 or (len(wards) == 1 and best[1] > 0)
    return found if is_enough and len(found.today) <= MOST else NOTHING


def _wards_named(said: Said) -> set[FormerWard]:
    index = _index()
    return {ward for name in said for ward in index.get(name, ())}


def _rank(ward: FormerWard, said: Said, marked: str) -> tuple[int, int, int, int]:
    """How many of the two levels above are said beside the ward, the district before the province.

    Then how fully the ward is named, and whether with its very marks.
    """
    return max(
        (
            2 * _is_said_beside(span, ward.districts, said) + _is_said_beside(span, ward.provinces, said),
            int(name.startswith(_KINDS)),
            len(name),
            int(_together(ward.name.partition(",")[0]) in marked),
        )
        for name in ward.wards & said.keys()
        for span in said[name]
    )


def _is_said_beside(span: range, names: frozenset[str], said: Said) -> bool:
    """In other words of the text than these: a district often has the name of one of its wards."""
    return any(
        other.stop <= span.start or other.start >= span.stop for name in names & said.keys() for other in said[name]
    )


def _names(text: str) -> Said:
    """Every run of words in the text, written together as the package writes its names, with where it stands."""
    words = _words(text)
    said: Said = {}
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1):
            said.setdefault("".join(words[start:end]), []).append(range(start, end))
    return said


def _words(text: str) -> list[str]:
    plain = _CITY.sub("tp ", _NUMBERED.sub(r"\1 \2", re.sub(r"[^a-z0-9]+", " ", fold(text))))
    return [_SHORT.get(word, word.lstrip("0") or word).replace(" ", "") for word in plain.split()]


def _rest(text: str, wards: Iterable[FormerWard]) -> str:
    """The house and the street, where commas set them apart."""
    places = frozenset().union(*(ward.wards | ward.districts | ward.provinces for ward in wards))
    pieces = [piece.strip() for piece in text.split(",")] if "," in text else []
    return ", ".join(piece for piece in pieces if piece and "".join(_words(piece)) not in places)


@lru_cache(maxsize=1)
def _index() -> dict[str, list[FormerWard]]:
    """By every name of a ward. Read when somebody first needs it: ten thousand wards, once for each process."""
    index: dict[str, list[FormerWard]] = {}
    became = _became()
    for province, district, ward, *keys, provinces, districts, names in rows(_WARDS):
        found = FormerWard(
            name=", ".join(part for part in (ward, district, province) if part),
            today=became.get(_key(keys, ward), ()),
            provinces=_of_province(_spelt(provinces)),
            districts=_spelt(districts),
            wards=_spelt(names or districts),
        )
        if found.today:
            for name in found.wards:
                index.setdefault(name, []).append(found)
    return index


def _became() -> dict[str, tuple[tuple[str, str], ...]]:
    """The communes of today by the package's key of the old ward."""
    codes: dict[tuple[str, str], tuple[str, str]] = {}
    for province, key, ward, province_code, code in rows(_TODAY):
        codes[province, key] = codes[province, _together(ward)] = (province_code, code)
    data = json.loads((folder() / "converter_2025.json").read_text(encoding="utf-8"))
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for province, communes in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        found |= {old: (codes[province, key],) for key, whole in communes.items() for old in whole}
    for province, divided in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        found |= {old: tuple(codes[province, part["newWardKey"]] for part in parts) for old, parts in divided.items()}
    return found


def _key(keys: list[Any], ward: str | None) -> str:
    """Wards of one district whose names differ in their marks alone keep them in their key."""
    province, district, name = keys
    plain = f"{province}_{district}_{name or ''}"
    marked = f"{province}_{district}_{_together(ward or '')}"
    return marked if marked in _marked_keys() else plain


@lru_cache(maxsize=1)
def _marked_keys() -> frozenset[str]:
    return frozenset(key for key in _became() if not key.isascii())


def _together(name: str) -> str:
    return name.lower().replace(" ", "")


def _spelt(keywords: str | None) -> frozenset[str]:
    """As the words of a text are read: without marks, numbers without noughts before them."""
    return frozenset(re.sub(r"(?<=[a-z])0+(?=\d)", "", fold(word)) for word in json.loads(keywords or "[]"))


def _of_province(names: frozenset[str]) -> frozenset[str]:
    with_kind = {f"{kind}{name}" for name in names for kind in ("thanhpho", "tinh")}
    return names.union(with_kind, *(former for name, former in _RENAMED.items() if name in names))
