"""Results that are out, for anybody who holds one in the hand: what was issued, and never whose it is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from motcua.dossiers.models import Replacement, Result, ResultState
from motcua.foundation.files.models import StoredFile

#: A version that never went out does not exist for the world.
_OUT = (ResultState.ISSUED, ResultState.RECALLED)
#: Letters of the code that look like a digit are typed as one.
_MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B", " ": "", "-": "", "\N{NO-BREAK SPACE}": ""})
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class IssuedResult:
    code: str
    number: str
    issued_at: datetime
    agency: str
    procedure: str
    recalled_at: datetime | None
    #: The number and day of the result that took its place; empty where none did.
    replaced_by: str
    replaced_at: datetime | None
    sha256: str
    file: StoredFile


def issued(code: str) -> IssuedResult | None:
    """By the code that stands in it, however it was typed."""
    known = code[:_LONGEST].upper().translate(_MISREAD)
    return _shown(_out().filter(verification_code=known).first()) if known else None


def issued_with(sha256: str) -> IssuedResult | None:
    """By the digest of its file: whoever has the very file needs no code."""
    return _shown(_out().filter(issued_sha256=sha256).exclude(verification_code=None).first())


def _out() -> QuerySet[Result]:
    return Result.objects.filter(state__in=_OUT).select_related(
        "dossier__procedure_version__procedure", "dossier__deciding_agency", "file", "recall"
    )


def _shown(result: Result | None) -> IssuedResult | None:
    if result is None:
        return None
    assert result.published_at is not None, "a constraint of the table"
    instead = Replacement.objects.filter(recalled=result).select_related("by").first()
    return IssuedResult(
        code=str(result.verification_code),
        number=result.number,
        issued_at=result.published_at,
        agency=result.dossier.deciding_agency.name,
        procedure=result.dossier.procedure_version.procedure.short_name,
        recalled_at=result.recall.at if result.state == ResultState.RECALLED else None,
        replaced_by=instead.by.number if instead else "",
        replaced_at=instead.by.published_at if instead else None,
        sha256=result.issued_sha256,
        file=result.file,
    )
