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


SlipFacts = ReceiptFacts | CompletionRequestFacts | RefusalFacts | ApologyFacts
