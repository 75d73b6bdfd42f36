from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Insured:
    """Người tham gia bảo hiểm. `birth_date` as far as it is known: a day, a month or a year, ISO."""

    number: str
    full_name: str
    birth_date: str
    gender: str = ""
    #: The register's own number for how things stand.
    status: str = ""


@dataclass(frozen=True, slots=True)
class Criteria:
    """By what somebody is found who does not know her number. `province` and `commune` are of where she lives."""

    full_name: str
    birth_date: str
    gender: str
    province: str = ""
    commune: str = ""


@dataclass(frozen=True, slots=True)
class Household:
    """Hộ tham gia: who is found in it, and where the register has it."""

    number: str
    full_name: str
    birth_date: str
    household: str
    address: str
    status: str
