"""What is sent to other systems, by the clock."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from motcua.effects.systems import drafts, kept_answers, sending, waking
from motcua.foundation import legal_time
from motcua.foundation.jobs.queue import job

#: Threads of their own: a receiver that is slow holds up no message to a person.
_THREADS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="webhooks")


@job(waking.SEND, among=_THREADS)
def send(*, delivery_id: int) -> None:
    sending.send(UUID(int=delivery_id), at=legal_time.now())


@app.periodic(cron="* * * * *")
@app.task(name="worker.wake_deliveries", queueing_lock="worker.wake_deliveries", pass_context=False)
def wake_deliveries(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Deliveries whose pause has ended, or whose worker was killed."""
    waking.wake(at=legal_time.now())


@app.periodic(cron="55 18 * * *")  # 01:55 in Viet Nam
@app.task(name="worker.forget_kept_answers", queueing_lock="worker.forget_kept_answers", pass_context=False)
def forget_kept_answers(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Answers are given again for a day."""
    kept_answers.forget(before=legal_time.now() - kept_answers.KEPT)


@app.periodic(cron="25 0 * * *")  # 07:25 in Viet Nam
@app.task(name="worker.expire_system_drafts", queueing_lock="worker.expire_system_drafts", pass_context=False)
def expire_system_drafts(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Drafts of other systems that nobody went on with."""
    drafts.sweep(at=legal_time.now(), kept=timedelta(days=settings.DRAFT_DAYS))
