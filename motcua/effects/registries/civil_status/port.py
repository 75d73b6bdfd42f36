from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """Tình trạng ở hệ thống hộ tịch, by the numbers of that system."""

    ERROR = "0"
    RECEIVED = "1"
    NEEDS_SUPPLEMENT = "2"
    ELIGIBLE = "3"
    REGISTERED = "4"


class Module(StrEnum):
    """Phân hệ: which book a registration belongs to."""

    BIRTH = "KS"
    MARRIAGE = "KH"
    DEATH = "KT"
    PARENTAGE = "CMC"
    MARITAL_STATUS = "HN"


class CodeList(StrEnum):
    """Danh mục."""

    NATIONALITIES = "1"
    COUNTRIES = "2"
    ETHNIC_GROUPS = "3"
    PLACES = "4"
    IDENTITY_PAPERS = "5"


@dataclass(frozen=True, slots=True)
class Registration:
    """A dossier that is to be registered there. `answers` in that system's own names."""

    unit: int
    module: Module
    dossier: str
    received_on: date
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Registered:
    """Kết quả đăng ký: number and book, as that system gave them."""

    dossier: str
    number: str
    book: str
    registered_on: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a code list."""

    code: str
    name: str
