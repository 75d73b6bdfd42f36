"""Người trong tờ khai: which fields of a section speak of one person, found from the definition itself. Pure.

Keys are made of a word for the person and a word for the fact: `me_ho_ten` is the mother's name. What a field asks for
is its aspect; what is left of its key without the words of the aspect is the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from motcua.blueprints.forms.definition import Field

#: The person who files: what `prefill` speaks of.
APPLICANT = "applicant"


class Aspect(StrEnum):
    """What a field asks about a person."""

    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    ETHNIC_GROUP = "ethnic_group"
    NATIONALITY = "nationality"
    PERSONAL_ID = "personal_id"
    RESIDENCE = "residence"
    PHONE = "phone"
    EMAIL = "email"
    DOCUMENT_KIND = "document_kind"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_ISSUED_ON = "document_issued_on"
    DOCUMENT_ISSUER = "document_issuer"


@dataclass(frozen=True, slots=True)
class PersonSlot:
    """The fields of one person. `who` is APPLICANT or the word that the keys share, the same in every procedure."""

    who: str
    fields: tuple[tuple[Aspect, Field], ...]

    def field(self, aspect: Aspect) -> Field | None:
        return next((field for each, field in self.fields if each is aspect), None)

    @property
    def has_a_card(self) -> bool:
        """A name and a number are asked for. Of a newborn there is no card, and no number is asked."""
        asked = {aspect for aspect, _ in self.fields}
        return Aspect.FULL_NAME in asked and bool(asked & {Aspect.PERSONAL_ID, Aspect.DOCUMENT_NUMBER})


def people_in(fields: Sequence[Field]) -> tuple[PersonSlot, ...]:
    """The people of a section's fields, in the order in which they are asked about."""
    found: dict[str, dict[Aspect, Field]] = {}
    applicants = {stem for each in fields if _is_applicants(each) for _, stem in _aspects_of(each)}
    for each in fields:
        for aspect, stem in _aspects_of(each):
            who = APPLICANT if _is_applicants(each) or stem in applicants else stem
            found.setdefault(who, {}).setdefault(aspect, each)
    slots = (PersonSlot(who, tuple(asked.items())) for who, asked in found.items())
    return tuple(slot for slot in slots if _is_a_person(slot))


def slot_of(fields: Sequence[Field], *, who: str) -> PersonSlot | None:
    return next((slot for slot in people_in(fields) if slot.who == who), None)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of asking for an aspect: a field of one of these types with one of these words in its key."""

    aspect: Aspect
    types: frozenset[str]
    words: tuple[str, ...]


_ASPECTS = frozenset(Aspect)
_SELECTS = frozenset({"select", "radio"})
_TEXT = frozenset({"text"})
_WAYS = (
    _Way(Aspect.FULL_NAME, frozenset({"person_name"}), ("ho_ten",)),
    _Way(Aspect.BIRTH_DATE, frozenset({"date", "partial_date"}), ("ngay_sinh",)),
    _Way(Aspect.GENDER, _SELECTS, ("gioi_tinh",)),
    _Way(Aspect.ETHNIC_GROUP, _SELECTS, ("dan_toc",)),
    _Way(Aspect.NATIONALITY, _SELECTS, ("quoc_tich",)),
    _Way(Aspect.PERSONAL_ID, frozenset({"personal_id", "text"}), ("so_dinh_danh", "sdd")),
    _Way(Aspect.RESIDENCE, frozenset({"address"}), ("noi_cu_tru",)),
    _Way(Aspect.PHONE, frozenset({"phone"}), ("dien_thoai",)),
    _Way(Aspect.EMAIL, frozenset({"email"}), ("email",)),
    _Way(Aspect.DOCUMENT_KIND, _SELECTS, ("loai_giay_to",)),
    _Way(Aspect.DOCUMENT_NUMBER, _TEXT, ("so_giay_to", "giay_to")),
    _Way(Aspect.DOCUMENT_ISSUED_ON, frozenset({"date"}), ("ngay_cap",)),
    _Way(Aspect.DOCUMENT_ISSUER, _TEXT, ("noi_cap",)),
)
#: A field of this type is about a person even without the word for it: `chu_ho_moi` is the new head's name.
_BY_TYPE = {"person_name": Aspect.FULL_NAME, "personal_id": Aspect.PERSONAL_ID}


def _aspects_of(field: Field) -> tuple[tuple[Aspect, str], ...]:
    """What the field asks and of whom: one pair, or none."""
    return _asked(field.key, field.type, field.prefill)


@lru_cache(maxsize=8192)
def _asked(key: str, kind: str, prefill: str | None) -> tuple[tuple[Aspect, str], ...]:
    """Asked of the same fields on every page of every form, and answered once."""
    if prefill is not None and prefill.startswith(f"{APPLICANT}."):
        known = prefill.partition(".")[2]
        return ((Aspect(known), _stem(key)),) if known in _ASPECTS else ()
    for way in _WAYS:
        word = next((word for word in way.words if _has(key, word)), None)
        if kind in way.types and word is not None:
            return ((way.aspect, _without(key, word)),)
    return ((_BY_TYPE[kind], key),) if kind in _BY_TYPE else ()


def _is_applicants(field: Field) -> bool:
    return field.prefill is not None and field.prefill.startswith(f"{APPLICANT}.")


def _stem(key: str) -> str:
    words = (word for way in _WAYS for word in way.words if _has(key, word))
    return _without(key, next(words, ""))


def _has(key: str, word: str) -> bool:
    return f"_{word}_" in f"_{key}_"


def _without(key: str, word: str) -> str:
    return f"_{key}_".replace(f"_{word}_", "_", 1).strip("_") if word else key


def _is_a_person(slot: PersonSlot) -> bool:
    """A name, and something that tells whose it is."""
    asked = {aspect for aspect, _ in slot.fields}
    return Aspect.FULL_NAME in asked and bool(asked & {Aspect.BIRTH_DATE, Aspect.PERSONAL_ID, Aspect.DOCUMENT_NUMBER})
