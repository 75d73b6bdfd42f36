"""Put messages into the outbox, inside the caller's transaction. How and when they leave is decided in `sending`."""

from collections.abc import Collection
from datetime import datetime

from motcua.foundation.accounts.models import Person
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.messaging import preferences, sms_text
from motcua.foundation.messaging.channels import CODE_KIND, Channel
from motcua.foundation.messaging.models import Message, State, Trouble
from motcua.foundation.messaging.words import Words, sealed

__all__ = ["Channel", "Words", "put", "put_code", "put_to"]

SEND = "messaging.send"
QUEUE = "messages"


def put(  # noqa: PLR0913 - whom, where, why, what, when: nothing of it follows from the rest
    person_id: int,
    *,
    channels: Collection[Channel],
    cause: str,
    kind: str,
    about: str,
    words: Words,
    at: datetime,
    not_before: datetime | None = None,
    account_id: int | None = None,
) -> None:
    """One message on each channel. Called twice for one cause, it is one message all the same.

    What she has turned off is kept as SUPPRESSED, so that nobody wonders where it went.
    """
    account = account_id or preferences.account_of(person_id)
    made = [
        Message(
            person_id=person_id,
            account_id=account,
            channel=channel,
            cause=cause,
            kind=kind,
            about=about,
            words_sealed=sealed(words),
            created_at=at,
            next_at=preferences.may_ring_at(account, channel=channel, kind=kind, at=max(at, not_before or at)),
            **_standing(channel, kind=kind, words=words, person_id=person_id, account_id=account, at=at),
        )
        for channel in channels
    ]
    _keep(made, at=at)


def put_code(phone: str, *, cause: str, about: str, words: Words, at: datetime) -> None:
    """A one-time code to a telephone that was named for this once; it waits for no morning."""
    put_to(phone, channel=Channel.SMS, cause=cause, kind=CODE_KIND, about=about, words=words, at=at)


def put_to(  # noqa: PLR0913 - as above
    address: str, *, channel: Channel, cause: str, kind: str, about: str, words: Words, at: datetime
) -> None:
    """To a telephone or mailbox that somebody without an account left with what she sent us."""
    message = Message(
        address_sealed=seal(address),
        channel=channel,
        cause=cause,
        kind=kind,
        about=about,
        words_sealed=sealed(words),
        segments=_segments(channel, words),
        created_at=at,
        next_at=preferences.may_ring_at(None, channel=channel, kind=kind, at=at),
    )
    _keep([message], at=at)


def _keep(made: list[Message], *, at: datetime) -> None:
    due = {message.reference for message in made if message.state == State.QUEUED and message.next_at <= at}
    for message in made:
        message.woken_at = at if message.reference in due else None
    Message.objects.bulk_create(made, ignore_conflicts=True)
    # What was there before has another reference: only new rows are found, and each gets its job once.
    for pk in Message.objects.filter(reference__in=due).order_by("pk").values_list("pk", flat=True):
        enqueue(SEND, queue=QUEUE, message_id=pk)


def _standing(
    channel: Channel, *, kind: str, words: Words, person_id: int, account_id: int | None, at: datetime
) -> dict[str, object]:
    """How a message begins: in the queue, or not to leave at all."""
    if not preferences.is_wanted(account_id, channel=channel, kind=kind):
        return {"state": State.SUPPRESSED, "trouble": Trouble.NOT_WANTED}
    if channel is Channel.SMS and not _is_safe(words, person_id=person_id):
        return {"state": State.FAILED_FOR_EVER, "trouble": Trouble.UNSAFE_WORDS, "failed_at": at}
    return {"state": State.QUEUED, "segments": _segments(channel, words)}


def _is_safe(words: Words, *, person_id: int) -> bool:
    """Her own number is looked for in any spelling; it stays here, in memory."""
    person = Person.objects.only("personal_id_sealed").get(pk=person_id)
    try:
        sms_text.require_safe(words.short, personal_id=person.personal_id)
    except sms_text.IdentityNumberInSms:
        return False
    return True


def _segments(channel: Channel, words: Words) -> int:
    return sms_text.count(sms_text.unaccented(words.short)).segments if channel is Channel.SMS else 0
