"""The jobs of the line to the national portal. They wait for another's machine, in a queue of their own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from procrastinate.contrib.django import app

from motcua.effects.national_portal import comparing, rating_totals, sending
from motcua.effects.national_portal.outbound import QUEUE, SEND
from motcua.effects.national_portal.rating_totals import Total
from motcua.effects.ratings.results import results
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs.queue import job
from motcua.foundation.organisations.models import Agency

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


@app.periodic(cron="30 19 * * *")  # 02:30 in Viet Nam
@app.task(name="worker.tell_ratings", queueing_lock="worker.tell_ratings", queue=QUEUE, pass_context=False)
def tell_ratings(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """How satisfied people were last month, once for each agency."""
    at = legal_time.now()
    rating_totals.tell(rated_in(legal_day(at).replace(day=1) - timedelta(days=1)), at=at)


def rated_in(month: date) -> Iterator[Total]:
    """Agencies of which enough people said something in that month, given by any of its days."""
    for agency in Agency.objects.order_by("pk"):
        overall = results([agency.pk], first=month, last=month).overall
        if overall is not None:
            yield Total(agency, month.replace(day=1), overall.by_level)
