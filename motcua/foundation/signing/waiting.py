"""pyHanko's coroutines, run to their end."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def result_of(coroutine: Coroutine[Any, Any, T]) -> T:
    """Like `asyncio.run`, which spends more time on guarding the keyboard than a signature takes.

    Where a loop runs in this thread already, as in a test with a browser, another thread does it.
    """
    if asyncio._get_running_loop() is None:  # noqa: SLF001 - the public one raises instead of telling
        return _run(coroutine)
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(_run, coroutine).result()


def _run(coroutine: Coroutine[Any, Any, T]) -> T:
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.close()
