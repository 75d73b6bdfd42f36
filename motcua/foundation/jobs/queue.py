"""Register jobs by name, and put them into the queue inside the caller's transaction."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from django.db import close_old_connections
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

JOBS: dict[str, "Job"] = {}

DEFAULT = "default"
#: Tries spread over some days, then the job stays failed and shows on the health page.
PATIENCE = RetryStrategy(max_attempts=18, exponential_wait=2, wait=1)


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work with a name. Arguments are ids, never personal data: they stand in the database and in logs."""

    name: str
    run: Callable[..., None]
    #: What comes of it for people, such as "slip receipt" or "message applicant": tests of procedures read it.
    makes: str = ""


def job(name: str, *, makes: str = "", among: Executor | None = None) -> Callable[[Callable[..., None]], Job]:
    """Register a function under `name`. It may run more than once and must not mind.

    `among`: threads of its own, for what waits more than it works; the worker has few, by the number of its cores.
    """

    def register(function: Callable[..., None]) -> Job:
        def run(**ids: int) -> None:
            # A worker's thread has no request that would drop a connection broken by a database restart.
            close_old_connections()
            function(**ids)

        async def wait_for(**ids: int) -> None:
            await asyncio.get_running_loop().run_in_executor(among, lambda: run(**ids))

        app.task(name=name, retry=PATIENCE, pass_context=False)(run if among is None else wait_for)
        JOBS[name] = Job(name, function, makes)
        return JOBS[name]

    return register


def enqueue(name: str, *, lock: str | None = None, queue: str = DEFAULT, **ids: int) -> None:
    """Queue a job. Jobs with the same `lock` run one after the other, in the order they were queued.

    A queue of its own is for what waits for others' machines: workers of their own serve it.
    """
    app.configure_task(name, lock=lock, queue=queue, allow_unknown=True).defer(**ids)
