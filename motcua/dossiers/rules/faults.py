"""What can be wrong with one item of a request to complete: a short catalogue, so that no request says only "wrong"."""

from enum import StrEnum


class Fault(StrEnum):
    MISSING = "missing"
    UNREADABLE = "unreadable"
    EXPIRED = "expired"
    OTHER_PERSON = "other_person"
    DISAGREES = "disagrees"
    PAGES_MISSING = "pages_missing"
    NOT_CERTIFIED = "not_certified"
    OTHER = "other"


#: What a question can have; the others are about paper.
OF_ANSWERS = (Fault.MISSING, Fault.DISAGREES, Fault.OTHER_PERSON, Fault.OTHER)
#: These say nothing without words.
WANTS_WORDS = frozenset({Fault.OTHER, Fault.DISAGREES})
