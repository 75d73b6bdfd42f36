"""At most ten wrong passwords in fifteen minutes, for one name and for one address.

Counted in the database before the password is looked at, so that many at once gain nothing; when the database cannot
count, nobody signs in.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from motcua.foundation.refusals import Refusal
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.noting import note
from motcua.sites.ui.client_address import client_address
from motcua.sites.ui.models import SignInTries

MOST_TRIES = 10
WINDOW = timedelta(minutes=15)
_DOORS_OF_ACCOUNTS = {"sign-in", "second factor"}

_COUNT = """
insert into ui_signintries as kept (key, tries, since) values (%(key)s, 1, %(at)s)
on conflict (key) do update set
    tries = case when kept.since < %(stale)s then 1 else kept.tries + 1 end,
    since = case when kept.since < %(stale)s then %(at)s else kept.since end
returning tries
"""


class TooManyTries(Refusal):
    """Someone, perhaps a machine, has been guessing: wait a quarter of an hour."""


def count(
    request: HttpRequest, name: str, *, at: datetime, door: str = "sign-in", from_an_office: bool = False
) -> None:
    """Note one try under both keys; raise when either has had enough.

    `from_an_office`: whoever tries has signed in, and shares the address with colleagues who do the same all day.
    """
    keys = _keys(request, name, door)
    with connection.cursor() as cursor:
        for key in keys[:1] if from_an_office else keys:
            cursor.execute(_COUNT, {"key": key, "at": at, "stale": at - WINDOW})
            (tries,) = cursor.fetchone()
            if tries == MOST_TRIES + 1:
                _tell(request, door, at=at)
            if tries > MOST_TRIES:
                raise TooManyTries


def _tell(request: HttpRequest, door: str, *, at: datetime) -> None:
    """Once, when it closes: whoever goes on knocking fills no log."""
    event = Event.SIGN_IN_LOCKED if door in _DOORS_OF_ACCOUNTS else Event.RATE_LIMITED
    note(event, at=at, address=client_address(request), door=door)


def forgive(request: HttpRequest, name: str, *, door: str = "sign-in") -> None:
    """The password was right: an office behind one address must not lock itself out by signing in."""
    SignInTries.objects.filter(key__in=_keys(request, name, door)).delete()


def forget(*, before: datetime) -> int:
    return SignInTries.objects.filter(since__lt=before - WINDOW).delete()[0]


def _keys(request: HttpRequest, name: str, door: str) -> list[str]:
    facts = (f"name:{name.strip().lower()}", f"address:{client_address(request)}")
    return [salted_hmac(f"{door} tries", fact, algorithm="sha256").hexdigest() for fact in facts]
