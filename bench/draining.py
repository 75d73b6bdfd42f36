"""How fast a worker does the jobs that filings cause."""

import os
import subprocess
import sys
import time
from typing import Any

from django.db import connection

from bench.cpu import seconds_of
from bench.options import Options

_COUNT = """
    SELECT count(*) FILTER (WHERE status = 'succeeded'), count(*) FILTER (WHERE status = 'todo') FROM procrastinate_jobs
"""
START_WITHIN = 30.0


def drained(options: Options) -> dict[str, Any]:
    """Jobs a second by one worker with everything queued; each filing causes three."""
    worker = subprocess.Popen((sys.executable, "-m", "django", "procrastinate", "worker"), env=os.environ)
    try:
        began = time.monotonic()
        done, _ = _counts()
        while _counts()[0] == done and time.monotonic() - began < START_WITHIN:
            time.sleep(0.1)
        return _rate(worker.pid, seconds=options.seconds)
    finally:
        worker.terminate()
        worker.wait()


def _rate(worker: int, *, seconds: float) -> dict[str, Any]:
    (before, _), cpu, began = _counts(), seconds_of(worker), time.monotonic()
    while time.monotonic() - began < seconds and _counts()[1]:
        time.sleep(0.5)
    (after, left), took = _counts(), time.monotonic() - began
    count = max(after - before, 1)
    return {
        "jobs drained by one worker, /s": round(count / took),
        "worker CPU per job, ms": round((seconds_of(worker) - cpu) / count * 1000, 2),
        "jobs left": left,
    }


def _counts() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT)
        done, waiting = cursor.fetchone()
    return int(done), int(waiting)
