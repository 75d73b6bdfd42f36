"""People who have signed in, without asking each for a password: the same rows as signing in writes."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from motcua.foundation.accounts.models import Account


def sign_in(accounts: Iterable[Account], **chosen: int) -> list[str]:
    """A session key per account. Only where people are invented: called for demonstrations alone."""
    return [_session(account, chosen) for account in accounts]


def sign_out(keys: Iterable[str]) -> None:
    Session.objects.filter(session_key__in=list(keys)).delete()


def _session(account: Account, chosen: dict[str, int]) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.update(chosen)
    session.create()
    assert session.session_key is not None, "created"
    return session.session_key
