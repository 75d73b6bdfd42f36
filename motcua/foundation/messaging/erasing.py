"""Words and addresses of old messages go; that a message was sent, when, by whom and what became of it stays."""

from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.foundation.accounts.sealed import search_hash, unseal
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.messaging.models import WAITING, Message, WordsRetention

#: A decision can be taken to court within a year (Luật TTHC 2015 art. 116), and the court may ask what was said: a
#: month more. After that nobody needs the words.
BEFORE_ANY_DECISION = 400
#: At once, and in one night.
_SOME, _MOST = 500, 200_000


def kept_days(*, on: date) -> int:
    """What the newest decision that has begun by that day says."""
    decided = WordsRetention.objects.filter(valid_from__lte=on).order_by("-valid_from").first()
    return decided.days if decided else BEFORE_ANY_DECISION


def erase(*, at: datetime) -> int:
    """How many were erased. What is left over, the next night takes."""
    before = at - timedelta(days=kept_days(on=legal_day(at)))
    erased = 0
    while erased < _MOST and (some := _erase_some(before=before, at=at)):
        erased += some
    return erased


@transaction.atomic
def _erase_some(*, before: datetime, at: datetime) -> int:
    """The oldest first. What still waits to leave needs its words."""
    old = Message.objects.filter(created_at__lt=before, erased_at=None).exclude(state__in=WAITING)
    found = list(old.select_for_update(skip_locked=True, of=("self",)).order_by("created_at")[:_SOME])
    for message in found:
        message.words_hash = search_hash(unseal(message.words_sealed)) if message.words_sealed else ""
        message.words_sealed, message.address_sealed, message.address_shown = b"", b"", ""
        message.erased_at = at
    Message.objects.bulk_update(found, ["words_hash", "words_sealed", "address_sealed", "address_shown", "erased_at"])
    return len(found)
