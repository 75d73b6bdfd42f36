"""Điền nhanh: the ways in which a page of questions can be filled without typing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise

from motcua.blueprints.forms.display import shown
from motcua.blueprints.forms.people import APPLICANT, Aspect, PersonSlot, people_in
from motcua.foundation.accounts.models import Gender, Person
from motcua.foundation.text.folding import nfc
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft, Part
from motcua.sites.ui.filling.earlier_facts import earlier_facts, earlier_parts

#: "Họ, chữ đệm, tên người mẹ" leaves "người mẹ".
_NAME_WORDS = re.compile(r"^(họ,? chữ đệm,?( và)? tên|họ và tên|họ tên|tên)( của)?\s*", re.IGNORECASE)


#: Words for a person that tell the gender: nobody is asked whether he is the mother.
_GENDERED = {
    "mẹ": Gender.FEMALE,
    "vợ": Gender.FEMALE,
    "bên nữ": Gender.FEMALE,
    "cha": Gender.MALE,
    "chồng": Gender.MALE,
    "bên nam": Gender.MALE,
}


@dataclass(frozen=True, slots=True)
class MaybeMe:
    """A person on this page who may be the one who fills it in; `person` as in "người mẹ"."""

    who: str
    person: str


@dataclass(frozen=True, slots=True)
class CardOf:
    """A person whose card may be read on this page."""

    who: str
    #: As in "của người mẹ"; empty where the page is about one person alone.
    person: str
    anchor: str
    text_name: str
    photo_name: str


@dataclass(frozen=True, slots=True)
class Earlier:
    code: str
    filed_at: datetime
    #: Labels and values, shown before anything is taken over.
    lines: Sequence[tuple[str, str]]
    #: The same of the other pages, each with its title.
    elsewhere: Sequence[tuple[str | Promise, Sequence[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class QuickFilling:
    maybe_me: Sequence[MaybeMe] = ()
    cards: Sequence[CardOf] = ()
    earlier: Earlier | None = None
    asks_register: bool = False

    def __bool__(self) -> bool:
        return bool(self.maybe_me or self.cards or self.earlier or self.asks_register)


def quick_filling(request: ActingRequest, draft: Draft, part: Part) -> QuickFilling:
    if not draft.is_new:
        return QuickFilling()
    people = [slot for slot in people_in(part.fields) if slot.has_a_card]
    me = request.user.person
    return QuickFilling(
        maybe_me=[MaybeMe(slot.who, _called(slot)) for slot in people if _is_open(slot, draft) and may_be_me(slot, me)],
        cards=[_card_of(slot) for slot in people],
        earlier=_earlier(request, draft, part),
        asks_register=may_ask_register(draft) and any(slot.who == APPLICANT for slot in people),
    )


def may_ask_register(draft: Draft) -> bool:
    """A register is asked for real dossiers only, and only where one is connected."""
    return bool(settings.POPULATION_URL) and draft.is_new and not draft.dossier.is_practice


def may_be_me(slot: PersonSlot, person: Person) -> bool:
    """The applicant's own boxes are filled in already."""
    called = f" {nfc(_called(slot)).lower()} "
    genders = {gender for word, gender in _GENDERED.items() if f" {word} " in called}
    return slot.who != APPLICANT and bool(_called(slot)) and (not person.gender or genders <= {person.gender})


def anchor(who: str) -> str:
    return f"card-{who or 'person'}"


def text_name(who: str) -> str:
    return f"card_text-{who}"


def photo_name(who: str) -> str:
    return f"card_photo-{who}"


def _card_of(slot: PersonSlot) -> CardOf:
    return CardOf(slot.who, _called(slot), anchor(slot.who), text_name(slot.who), photo_name(slot.who))


def _called(slot: PersonSlot) -> str:
    """As the label of the name speaks of the person."""
    asked = slot.field(Aspect.FULL_NAME)
    return _NAME_WORDS.sub("", asked.label) if asked is not None else ""


def _is_open(slot: PersonSlot, draft: Draft) -> bool:
    """Once a name stands there, nobody needs to be asked."""
    asked = slot.field(Aspect.FULL_NAME)
    return asked is not None and not draft.known.get(asked.key)


def _earlier(request: ActingRequest, draft: Draft, part: Part) -> Earlier | None:
    found = earlier_facts(draft, part.fields, actor=request.actor)
    if found is None:
        return None
    parts = earlier_parts(draft, actor=request.actor, code=found.code)
    elsewhere = [(each.title, _lines(each, parts[each.key])) for each in draft.parts if each.key in parts]
    here = _lines(part, found.values)
    return Earlier(found.code, found.filed_at, here, [each for each in elsewhere if each[0] != part.title])


def _lines(part: Part, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(field.label, shown(field, values[field.key])) for field in part.fields if field.key in values]
