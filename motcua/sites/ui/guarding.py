"""Security events as they happen at our doors: who, from where."""

from django.http import HttpRequest

from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Account
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.noting import note
from motcua.sites.ui.client_address import client_address


def tell(request: HttpRequest, event: Event, *, account: Account | None = None, **facts: object) -> None:
    who = account or (request.user if isinstance(request.user, Account) else None)
    post = getattr(request, "post", None)
    note(
        event,
        at=legal_time.now(),
        account_id=who.pk if who else None,
        post_id=post.pk if post else None,
        address=client_address(request),
        **facts,
    )
