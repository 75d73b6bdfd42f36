"""What a person showed at the desk, carried from page to page: sealed, for this officer, for a quarter of an hour."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.utils.http import urlencode

from motcua.dossiers.rules.codes import spellings
from motcua.foundation.accounts.sealed import seal, unseal
from motcua.sites.ui.acting import ActingRequest

LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Presented:
    """The code on the receipt, and the number on the card."""

    code: str
    number: str

    def is_of(self, dossier_code: str) -> bool:
        return dossier_code in spellings(self.code)

    def query(self, request: ActingRequest, *, at: datetime) -> str:
        told = [self.code, self.number, request.user.pk, (at + LASTS).timestamp()]
        return urlencode({"s": seal(json.dumps(told)).decode()})


def presented(request: ActingRequest, *, at: datetime) -> Presented | None:
    """None where somebody made the address up, had it from a colleague, or left it open."""
    try:
        code, number, account_id, until = json.loads(unseal(request.GET.get("s", "").encode()))
    except (InvalidToken, ValueError):
        return None
    is_hers = account_id == request.user.pk and at.timestamp() < until
    return Presented(str(code), str(number)) if is_hers else None
