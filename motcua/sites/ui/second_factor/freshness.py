"""Since when this session has shown a second factor."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

from motcua.foundation.accounts.models import Account

_KEY = "second_factor_at"
#: Whoever changes how the system works has shown it lately.
FRESH = timedelta(minutes=15)


def note(request: HttpRequest, *, at: datetime) -> None:
    request.session[_KEY] = at.isoformat()


def shown_at(request: HttpRequest) -> datetime | None:
    found = request.session.get(_KEY)
    return datetime.fromisoformat(found) if found else None


def is_fresh(request: HttpRequest, *, at: datetime) -> bool:
    shown = shown_at(request)
    return shown is not None and at - shown <= FRESH


def is_asked_of(account: Account) -> bool:
    return settings.SECOND_FACTOR and account.is_officer
