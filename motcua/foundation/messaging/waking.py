"""Queue jobs for messages whose hour has come: after the night, after a pause, after a worker was killed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.messaging.models import Message
from motcua.foundation.messaging.outbox import QUEUE, SEND

#: In one minute a worker sends more; what is beyond waits for the next minute.
MOST = 5000
#: A job that was queued for a message may still stand in the queue; after so long it is taken for lost.
QUEUED_FOR = timedelta(minutes=10)


@transaction.atomic
def wake(*, at: datetime) -> int:
    """How many were woken. One that was woken before its hour is woken again when the hour has come."""
    not_queued = Q(woken_at=None) | Q(woken_at__lt=at - QUEUED_FOR) | Q(woken_at__lt=F("next_at"))
    due = Message.objects.waiting().filter(not_queued, next_at__lte=at).order_by("next_at")
    woken = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:MOST])
    Message.objects.filter(pk__in=woken).update(woken_at=at)
    for pk in woken:
        enqueue(SEND, queue=QUEUE, message_id=pk)
    return len(woken)
