"""What every register can say to us, in our own words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from motcua.foundation.refusals import Refusal


class RegisterDown(Refusal):
    """No answer in time, or none that can be believed."""


class NotInRegister(Refusal):
    """The register does not have what it was asked about."""


class RequestRefused(Refusal):
    """The register says that we may not ask, or that it cannot read what we ask."""


class Fact(StrEnum):
    """What a register says something about."""

    PERSONAL_ID = "personal_id"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    ETHNIC_GROUP = "ethnic_group"
    RESIDENCE = "residence"
    ENTERPRISE_CODE = "enterprise_code"
    ENTERPRISE_NAME = "enterprise_name"
    ENTERPRISE_KIND = "enterprise_kind"
    ENTERPRISE_STATUS = "enterprise_status"
    REPRESENTATIVES = "representatives"
    FOUNDED_ON = "founded_on"
    ADDRESS = "address"
    INSURANCE_NUMBER = "insurance_number"
    INSURANCE_STATUS = "insurance_status"
    CIVIL_STATUS_STAGE = "civil_status_stage"


class Likeness(StrEnum):
    MATCHES = "matches"
    DIFFERS = "differs"
    #: The dossier says nothing about it, or the register does not.
    ONE_SIDED = "one_sided"


@dataclass(frozen=True, slots=True)
class Line:
    """One fact on both sides. A register that only verifies tells no value, and `registered` is empty."""

    fact: str
    declared: Any
    registered: Any
    likeness: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Kết quả đối chiếu: field by field."""

    lines: tuple[Line, ...]

    @property
    def differs(self) -> bool:
        return any(line.likeness == Likeness.DIFFERS for line in self.lines)

    def stored(self) -> list[dict[str, Any]]:
        return [asdict(line) for line in self.lines]

    @classmethod
    def read(cls, stored: list[dict[str, Any]]) -> "Compared":
        return cls(tuple(Line(**each) for each in stored))


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom of a dossier a register is asked about, in the words of the dossier.

    `about` names the place: "applicant", "holder", "organisation", "dossier", or "form:<key of the name's field>".
    `birth_date` is ISO or a year; `residence` as addresses are stored.
    """

    about: str
    name: str = ""
    personal_id: str = ""
    birth_date: str = ""
    gender: str = ""
    ethnic_group: str = ""
    residence: Mapping[str, str] | None = None
    enterprise_code: str = ""
    dossier_code: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """For which look-up: what registers want to know of us. `by` names an account, never a person."""

    request_id: UUID
    procedure: str
    by: str
