"""Requests that come when they come, so many a second, whether or not the earlier ones have been answered."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from threading import local

from bench.load import Failed, Outcome
from bench.web import Browser, Server

#: More than ever wait at once, unless the server falls behind for good.
MOST_WAITING = 64


def arriving(web: Server, pages: Sequence[tuple[str, str]], *, per_second: float, seconds: float) -> Outcome:
    """Pages (address, session) in turn. A wait counts from the moment at which the request should have gone out.

    The requests come from a process beside us: its CPU is not the server's.
    """
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    beside = context.Process(target=lambda: sender.send(_arrivals(web, pages, per_second, seconds)))
    beside.start()
    outcome: Outcome = receiver.recv()
    beside.join()
    return outcome


def _arrivals(web: Server, pages: Sequence[tuple[str, str]], per_second: float, seconds: float) -> Outcome:
    own, count = local(), int(per_second * seconds)

    def visit(number: int) -> float:
        due = began + number / per_second
        time.sleep(max(0.0, due - time.perf_counter()))
        path, session = pages[number % len(pages)]
        if not hasattr(own, "browser"):
            own.browser = Browser(web.port)
        own.browser.session = session
        answer = own.browser.get(path)
        if answer.status != 200:
            raise Failed(f"{path}: {answer.status}")
        return (time.perf_counter() - due) * 1000

    with ThreadPoolExecutor(MOST_WAITING) as threads:
        began = time.perf_counter() + 0.2
        waits = [threads.submit(visit, number) for number in range(count)]
        found = [wait.result() for wait in waits if wait.exception() is None]
        failed = [str(wait.exception()) for wait in waits if wait.exception() is not None]
    return Outcome(time.perf_counter() - began, found, len(failed), failed[0] if failed else "")
