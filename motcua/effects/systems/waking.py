"""Queue jobs for deliveries whose hour has come: at once, after a pause, after a worker was killed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from motcua.effects.systems.models import Delivery, Standing
from motcua.foundation.jobs.queue import enqueue

SEND = "systems.send"
#: They wait for others' machines, as messages do: the same workers send them.
QUEUE = "messages"
MOST = 1000
#: A job that was queued may still stand in the queue; after so long it is taken for lost.
QUEUED_FOR = timedelta(minutes=10)


@transaction.atomic
def wake(*, at: datetime, only: str = "") -> int:
    """How many were woken; `only` names the cause that is looked at."""
    not_queued = Q(woken_at=None) | Q(woken_at__lt=at - QUEUED_FOR) | Q(woken_at__lt=F("next_at"))
    due = Delivery.objects.filter(not_queued, standing=Standing.WAITING, next_at__lte=at)
    due = due.filter(cause=only) if only else due
    woken = list(due.order_by("next_at").select_for_update(skip_locked=True).values_list("pk", flat=True)[:MOST])
    Delivery.objects.filter(pk__in=woken).update(woken_at=at)
    for pk in woken:
        enqueue(SEND, queue=QUEUE, delivery_id=pk.int)
    return len(woken)
