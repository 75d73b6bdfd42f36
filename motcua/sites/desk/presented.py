"""What a person showed at the desk: sealed with the officer's session, from page to page, for a quarter of an hour.

The address names only where it lies: no number of a card stands in one, not even sealed.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.http import urlencode

from motcua.dossiers.rules.codes import spellings
from motcua.foundation.accounts.sealed import seal, unseal
from motcua.sites.ui.acting import ActingRequest

LASTS = timedelta(minutes=15)
#: In the session: who stands at the desk now. The next person takes the place of the last.
_HERE = "presented"


@dataclass(frozen=True, slots=True)
class Presented:
    """The code on the receipt, and the number on the card."""

    code: str
    number: str

    def is_of(self, dossier_code: str) -> bool:
        return dossier_code in spellings(self.code)

    def query(self, request: ActingRequest, *, at: datetime) -> str:
        name = secrets.token_urlsafe(12)
        told = seal(json.dumps([self.code, self.number])).decode()
        request.session[_HERE] = {"name": name, "told": told, "until": (at + LASTS).timestamp()}
        return urlencode({"s": name})


def presented(request: ActingRequest, *, at: datetime) -> Presented | None:
    """None where somebody made the address up, had it from a colleague, or left it open."""
    kept = request.session.get(_HERE)
    if not kept or kept["name"] != request.GET.get("s") or at.timestamp() >= kept["until"]:
        return None
    code, number = json.loads(unseal(kept["told"].encode()))
    return Presented(code, number)
