"""Tell the author of a petition that there is something to read: by her account's ways, or by the contact she left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.effects.notifications import facts, templates
from motcua.effects.notifications.message_kinds import Fact, MessageKind
from motcua.effects.notifications.telling import Occasion, Recipient, tell, words
from motcua.effects.notifications.wording import VIETNAMESE
from motcua.foundation.accounts.models import Account
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.messaging import outbox
from motcua.foundation.messaging.channels import Channel

#: Where somebody without an account follows what she sent; her code is never in an address.
WITH_CODE = "/petitions/answer"


@dataclass(frozen=True, slots=True)
class Author:
    """An account, or the {"phone", "email"} of somebody without one."""

    account: Account | None
    contact: Mapping[str, str]


def tell_author(  # noqa: PLR0913 - what, whom, why, where, when: nothing of it follows from the rest
    kind: MessageKind, author: Author, *, cause: str, about: str, unit: str, path: str, at: datetime
) -> None:
    """Once on each channel for each cause, however often it runs. What was written and answered is not in it."""
    page = path if author.account else WITH_CODE
    said = {Fact.UNIT: unit, **facts.general(page)}
    if author.account is not None:
        occasion = Occasion(kind, cause, about, at, facts=lambda _language, _has_account: said, path=page)
        tell([Recipient(author.account.person_id, author.account.pk)], occasion)
        return
    for channel, address in _addresses(author.contact):
        found = templates.current(kind, channel, language=VIETNAMESE, on=legal_day(at))
        if found is not None:
            sent = words(found, said, path=page)
            outbox.put_to(address, channel=channel, cause=cause, kind=kind, about=about, words=sent, at=at)


def _addresses(contact: Mapping[str, str]) -> list[tuple[Channel, str]]:
    known = ((Channel.SMS, contact.get("phone", "")), (Channel.EMAIL, contact.get("email", "")))
    return [(channel, address) for channel, address in known if address]
