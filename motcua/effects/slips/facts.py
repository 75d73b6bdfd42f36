"""What a slip says, as the words that will be printed. Drawing it needs nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    governing_body: str
    unit: str
    number: str
    place: str
    issued_on: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A person or organisation with the five facts that the forms ask for."""

    name: str
    personal_id: str
    address: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Tracking:
    """How the citizen follows the dossier without an account. `address` is in the QR code only."""

    page: str
    address: str
    secret: str
    hotline: str


@dataclass(frozen=True, slots=True)
class ListedPaper:
    name: str
    count: int
    form: str


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """What every slip says."""

    form: str
    code: str
    letterhead: Letterhead
    applicant: Someone
    procedure: str
    tracking: Tracking


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """Mẫu 01."""

    general: General
    #: These two are empty where they would say the applicant's name again.
    filed_by: str
    subject: str
    representatives: tuple[Someone, ...]
    authorisation: str
    deciding_agency: str
    papers: tuple[ListedPaper, ...]
    sets: str
    limit: str
    received_at: str
    promised_at: str
    #: Where money is due half-way: when its notice comes, and how long after payment the result.
    two_dates: tuple[str, ...]
    result_place: str
    book: str
    received_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionRequestFacts:
    """Mẫu 02."""

    general: General
    items: tuple[str, ...]
    reason: str
    deadline: str
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalFacts:
    """Mẫu 03."""

    general: General
    reason: str
    received_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyFacts:
    """Mẫu 04."""

    general: General
    received_on: str
    received_by: str
    promised_before: str
    promised_now: str
    reason: str
    signed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNoticeFacts:
    """Mẫu 05. `asked_on` is empty where nobody asked for it."""

    general: General
    received_on: str
    asked_on: str
    stopped_at: str
    stage: str
    ground: str
    reason: str
    given_back: tuple[str, ...]
    drawn_up_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlLine:
    """One handing over: who gave, who received, and whether the step before it was in time."""

    given_by: str
    given_at: str
    received_by: str
    received_at: str
    result: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSheetFacts:
    """Mẫu 06."""

    general: General
    deciding_agency: str
    coordinating: str
    received_at: str
    promised_at: str
    lines: tuple[ControlLine, ...]
    #: As of when it was drawn up, while the dossier is still in work.
    stands_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    number: str
    code: str
    procedure: str
    holder: str
    reached_at: str
    deciding_agency: str
    received_at: str
    promised_at: str
    delivered_at: str
    channel: str
    signed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFacts:
    """Mẫu 07: a book of one unit and year. `code` names it at the foot of each page."""

    form: str
    code: str
    letterhead: Letterhead
    year: str
    from_number: str
    to_number: str
    lines: tuple[RegisterLine, ...]
    closed_at: str
    closed_by: str


SlipFacts = ReceiptFacts | CompletionRequestFacts | RefusalFacts | ApologyFacts | StopNoticeFacts | ControlSheetFacts
