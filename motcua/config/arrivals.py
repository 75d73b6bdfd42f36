"""The jobs that wait for the national portal's machines: its papers, and its catalogue."""

from concurrent.futures import ThreadPoolExecutor

from motcua.effects.national_portal import arrivals
from motcua.effects.national_portal.inbound import TAKE_IN
from motcua.foundation import legal_time
from motcua.foundation.jobs.queue import job

#: Each fetches papers, and waits for them most of the time.
_THREADS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="arriving")


@job(TAKE_IN, among=_THREADS)
def take_in(*, message_id: int) -> None:
    arrivals.take_in(message_id, at=legal_time.now())
