"""The jobs of the line to the national portal. They wait for another's machine, in a queue of their own."""

from concurrent.futures import ThreadPoolExecutor

from procrastinate.contrib.django import app

from motcua.effects.national_portal import comparing, sending
from motcua.effects.national_portal.outbound import QUEUE, SEND
from motcua.foundation import legal_time
from motcua.foundation.jobs.queue import job

#: The adapter of a province carries few calls at once.
_THREADS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="national-portal")


@job(SEND, among=_THREADS)
def send(*, dossier_id: int) -> None:
    sending.send(dossier_id, at=legal_time.now())


@app.periodic(cron="* * * * *")
@app.task(name="worker.send_to_portal", queueing_lock="worker.send_to_portal", queue=QUEUE, pass_context=False)
def send_to_portal(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """What waited for the end of a pause, for the portal to be up again, or for a worker that was killed."""
    sending.send_due(at=legal_time.now())


@app.periodic(cron="0 19 * * *")  # 02:00 in Viet Nam
@app.task(
    name="worker.compare_with_portal", queueing_lock="worker.compare_with_portal", queue=QUEUE, pass_context=False
)
def compare_with_portal(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Both sides, field by field, of what has moved since the last comparison."""
    comparing.compare(at=legal_time.now())
