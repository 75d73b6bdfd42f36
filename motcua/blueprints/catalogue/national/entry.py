"""A procedure as the national catalogue describes it, as values. What it says is kept as printed, mess included."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedFee:
    """`amount` holds digits or nothing; "0" means free of charge."""

    amount: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """`amount` as printed: mostly a number, sometimes a sentence, sometimes nothing."""

    amount: str
    unit: str
    note: str
    fees: tuple[PrintedFee, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Cách thức thực hiện: `channel` is counter, online, post, or the number that we do not know."""

    channel: str
    times: tuple[PrintedTime, ...]


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    name: str
    form_name: str
    originals: str
    copies: str


@dataclass(frozen=True, slots=True)
class PaperCase:
    name: str
    papers: tuple[PrintedPaper, ...]


@dataclass(frozen=True, slots=True)
class StepCase:
    name: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedResult:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PrintedBasis:
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class NationalProcedure:
    code: str
    name: str
    description: str
    keywords: str
    sector: str
    levels: tuple[str, ...]
    agency: str
    applicants: tuple[str, ...]
    reception_address: str
    requirements: str
    decision: str
    ways: tuple[Way, ...]
    paper_cases: tuple[PaperCase, ...]
    step_cases: tuple[StepCase, ...]
    results: tuple[PrintedResult, ...]
    legal_basis: tuple[PrintedBasis, ...]
    source: str
    #: TRANGTHAI says 1; a catalogue that says nothing lists what is in force.
    is_in_force: bool
