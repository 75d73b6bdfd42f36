"""Links by which the portal fetches a file: short, signed by us, and of no use without its token."""

import hmac

from django.conf import settings
from django.core.signing import BadSignature, Signer

from motcua.dossiers.models import Paper, Result, ResultState
from motcua.foundation.files.models import StoredFile

_PAPER, _RESULT = "p", "r"
#: Of the signature: 120 bits are beyond trying, and links stand on wires that cut.
_LETTERS = 20


def to_paper(row: int) -> str:
    return _link(_PAPER, row)


def to_result(row: int) -> str:
    return _link(_RESULT, row)


def is_the_portal(authorisation: str) -> bool:
    """Whether the request carries the token that the portal was given; without one there is nobody to let in."""
    token = settings.NATIONAL_PORTAL_FILES_TOKEN
    return bool(token) and hmac.compare_digest(authorisation.encode(), f"Bearer {token}".encode())


def file_of(named: str) -> StoredFile | None:
    """The file of a link of ours. A paper that was taken out again, and a recalled result, are not handed out."""
    try:
        kind, row = _opened(named)
    except (BadSignature, ValueError):
        return None
    if kind == _PAPER:
        paper = Paper.objects.select_related("file").filter(pk=row, removed_at=None).exclude(dossier__code=None).first()
        return paper.file if paper else None
    result = Result.objects.select_related("file").filter(pk=row, state=ResultState.ISSUED).first()
    return result.file if result else None


def _link(kind: str, row: int) -> str:
    named = f"{kind}{row}"
    return f"{settings.PUBLIC_URL}/national-portal/files/{named}.{_signature(named)}"


def _opened(link: str) -> tuple[str, int]:
    """Raises BadSignature, ValueError."""
    named, _dot, signature = link.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(named).encode()):
        raise BadSignature
    return named[:1], int(named[1:])


def _signature(named: str) -> str:
    return Signer(salt="national_portal.links").signature(named)[:_LETTERS]
