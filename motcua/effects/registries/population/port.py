"""What we ask and what we may be told, in our own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from motcua.effects.registries.port import Fact, NotInRegister
from motcua.foundation.accounts.models import Gender
from motcua.foundation.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Question:
    """`birth_date` is ISO, or the year alone where no more is known. `asked_by` names an account, never a person."""

    request_id: UUID
    personal_id: str
    full_name: str
    birth_date: str
    procedure: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the register says of the person who was asked about."""

    personal_id: str
    full_name: str
    birth_date: str
    gender: Gender = Gender.UNKNOWN
    ethnic_group: str = ""
    #: {"province": code, "commune": code, "detail": text}
    residence: Mapping[str, str] = field(default_factory=dict)


#: What a verification says of each fact, and nothing more.
Verified = Mapping[Fact, bool]


class NobodyFound(NotInRegister):
    """The register has nobody of that number."""


class FactsDiffer(Refusal):
    """The register has somebody of that number whose name or birth date is another: `differing` says which."""
