"""The jobs that wait for the national portal's machines: its papers, and its catalogue."""

from concurrent.futures import ThreadPoolExecutor

from procrastinate.contrib.django import app

from motcua.blueprints.catalogue.national import updates
from motcua.effects.national_portal import arrivals, client, later_papers
from motcua.effects.national_portal.catalogue import NationalCatalogue
from motcua.effects.national_portal.inbound import TAKE_IN
from motcua.effects.national_portal.later_papers import FETCH_AGAIN
from motcua.foundation import legal_time
from motcua.foundation.jobs.queue import enqueue, job

FETCH_CATALOGUE = "national_portal.fetch_catalogue"

#: Each fetches papers, and waits for them most of the time.
_THREADS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="arriving")


@job(TAKE_IN, among=_THREADS)
def take_in(*, message_id: int) -> None:
    arrivals.take_in(message_id, at=legal_time.now())


@job(FETCH_AGAIN, among=_THREADS)
def fetch_again(*, asked_id: int) -> None:
    later_papers.fetch_again(asked_id, at=legal_time.now())


@app.periodic(cron="10 19 * * *")  # 02:10 in Viet Nam
@app.task(name="worker.fetch_catalogue", queueing_lock="worker.fetch_catalogue", pass_context=False)
def each_night(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """A slice of the national catalogue, where there is a line to it."""
    if client.is_connected():
        enqueue(FETCH_CATALOGUE)


@job(FETCH_CATALOGUE, among=_THREADS)
def fetch_catalogue() -> None:
    updates.fetch(NationalCatalogue(), at=legal_time.now())
