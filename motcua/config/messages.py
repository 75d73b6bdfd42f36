"""The jobs of sending. They wait for other people's machines: threads and a queue of their own."""

from concurrent.futures import ThreadPoolExecutor

from procrastinate.contrib.django import app

from motcua.foundation import legal_time
from motcua.foundation.jobs.queue import job
from motcua.foundation.messaging import erasing, sending, waking
from motcua.foundation.messaging.outbox import SEND

#: As many as a worker of this queue runs at once at most; each waits for a gateway most of the time.
_THREADS = ThreadPoolExecutor(max_workers=32, thread_name_prefix="sending")


@job(SEND, among=_THREADS)
def send(*, message_id: int) -> None:
    sending.send(message_id, at=legal_time.now())


@app.periodic(cron="* * * * *")
@app.task(name="worker.wake_messages", queueing_lock="worker.wake_messages", pass_context=False)
def wake_messages(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """What waited for the morning, for the end of a pause, or for a worker that was killed."""
    waking.wake(at=legal_time.now())


@app.periodic(cron="20 19 * * *")  # 02:20 in Viet Nam
@app.task(name="worker.erase_words", queueing_lock="worker.erase_words", pass_context=False)
def erase_words(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Of messages that are old enough; that they were sent, and what became of them, stays."""
    erasing.erase(at=legal_time.now())
