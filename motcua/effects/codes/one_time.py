"""Send a code and take it back: six digits, ten minutes, five tries, once."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from motcua.effects.codes.models import OneTimeCode
from motcua.foundation.messaging import outbox
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.gateways import choosing
from motcua.foundation.messaging.words import Words
from motcua.foundation.refusals import Refusal

DIGITS = 6
LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
#: Whoever asks again and again rings somebody's telephone again and again.
MOST_SENT = 3


class NoChannel(Refusal):
    """This installation cannot reach telephones."""


class TooManyCodes(Refusal):
    """So many codes were sent for one thing that sending another helps nobody."""


class CodeWrong(Refusal):
    """Another code was sent."""


class CodeSpent(Refusal):
    """The code is too old, was used, or was guessed at too often: only a new one helps."""


def is_open() -> bool:
    """Whether telephones can be reached."""
    return Channel.SMS in choosing.open_channels()


@transaction.atomic
def send(phone: str, *, subject: str, words: Callable[[str], str], at: datetime) -> None:
    """Send a new code; `words` make the message of it. Earlier codes of the subject count no more.

    Raises NoChannel, TooManyCodes.
    """
    if not is_open():
        raise NoChannel
    if OneTimeCode.objects.filter(subject=subject).count() >= MOST_SENT:
        raise TooManyCodes
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    kept = OneTimeCode.objects.create(
        subject=subject, code_hash=_hash(subject, code), sent_at=at, expires_at=at + LIFETIME
    )
    outbox.put_code(phone, cause=f"code {kept.pk}", about=subject, words=Words(short=words(code)), at=at)


def confirm(subject: str, *, typed: str, at: datetime) -> None:
    """Take the code back, once. Raises CodeWrong, CodeSpent; a wrong try is counted before it is refused."""
    refusal = _judged(subject, typed="".join(typed.split()), at=at)
    if refusal is not None:
        raise refusal


def forget(*, before: datetime) -> int:
    """Throw away codes that ran out before that moment; gives how many there were."""
    return OneTimeCode.objects.filter(expires_at__lt=before).delete()[0]


@transaction.atomic
def _judged(subject: str, *, typed: str, at: datetime) -> Refusal | None:
    """A refusal is handed out and not raised, so that the count of tries is kept."""
    sent = OneTimeCode.objects.select_for_update().filter(subject=subject).order_by("-pk").first()
    if sent is None or sent.used_at or sent.expires_at <= at or sent.wrong_tries >= MOST_TRIES:
        return CodeSpent()
    if constant_time_compare(sent.code_hash, _hash(subject, typed)):
        OneTimeCode.objects.filter(pk=sent.pk).update(used_at=at)
        return None
    OneTimeCode.objects.filter(pk=sent.pk).update(wrong_tries=sent.wrong_tries + 1)
    left = MOST_TRIES - sent.wrong_tries - 1
    return CodeWrong(left=left) if left else CodeSpent()


def _hash(subject: str, code: str) -> str:
    return salted_hmac("one-time code", f"{subject} {code}", algorithm="sha256").hexdigest()
