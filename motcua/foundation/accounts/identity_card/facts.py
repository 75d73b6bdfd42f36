"""The facts of a card, what is odd about them, and the texts that are no card."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.foundation.accounts.models import Gender
from motcua.foundation.refusals import Refusal


class CardKind(StrEnum):
    IDENTITY = "identity"
    #: The three lines of letters on the back: names without their marks.
    MACHINE_LINES = "machine_lines"
    #: Thẻ bảo hiểm y tế: no identity number on it.
    HEALTH = "health"


class Oddity(StrEnum):
    """What the person should look at again. None of them stops anything."""

    NAME_DAMAGED = "name_damaged"
    NAME_WITHOUT_MARKS = "name_without_marks"
    NO_PERSONAL_ID = "no_personal_id"
    NUMBER_MISREAD = "number_misread"
    BIRTH_YEAR_DIFFERS = "birth_year_differs"
    GENDER_DIFFERS = "gender_differs"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Empty where the card says nothing, or nothing that can be believed."""

    kind: CardKind
    personal_id: str = ""
    full_name: str = ""
    birth_date: date | None = None
    gender: Gender = Gender.UNKNOWN
    #: One line, as it was when the card was made.
    residence: str = ""
    issued_on: date | None = None
    oddities: tuple[Oddity, ...] = ()


class NothingRead(Refusal):
    """There was no text at all."""


class NotACard(Refusal):
    """The text is of no kind of card that we know."""


class AppCode(Refusal):
    """A code of the VNeID application: it lives for a moment and only the ministry's readers understand it."""
