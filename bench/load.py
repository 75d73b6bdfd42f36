"""People who come one after the other, a few at a time, from processes of their own."""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from bench.cpu import seconds_of
from bench.figures import Measured

#: So many failures in a row are not bad luck.
GIVES_UP_AFTER = 20

#: Does its thing once, and says how many milliseconds that took. Raises Failed or Done.
Visit = Callable[[], float]
#: Opens what is needed for visits, in the process that makes them.
Person = Callable[[], Visit]


class Failed(Exception):
    """The answer was not the one that a person would be glad of."""


class Done(Exception):
    """Nothing is left to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    seconds: float
    milliseconds: list[float]
    failures: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class Meter:
    """The process trees whose CPU is counted: ours, and the database's where it runs on this machine."""

    app: int
    database: int | None

    def read(self) -> tuple[float, float | None]:
        return seconds_of(self.app), None if self.database is None else seconds_of(self.database)


def measure(name: str, run: Callable[[], Outcome], *, meter: Meter, sql: int | None = None) -> Measured:
    app, database = meter.read()
    outcome = run()
    app_after, database_after = meter.read()
    count = max(1, len(outcome.milliseconds))
    known = database is not None and database_after is not None
    return Measured(
        name=name,
        seconds=outcome.seconds,
        milliseconds=outcome.milliseconds or [0.0],
        app_cpu_ms=(app_after - app) / count * 1000,
        pg_cpu_ms=(database_after - database) / count * 1000 if known else None,  # type: ignore[operator]  # known
        sql=sql,
        failures=outcome.failures,
    )


def with_threads(people: Sequence[Person], *, seconds: float) -> Outcome:
    """All at once from one process beside us: its CPU is not the server's."""
    return _in_processes([list(people)], seconds=seconds)


def with_processes(people: Sequence[Person], *, seconds: float) -> Outcome:
    """Each from a process of its own: for work that is done in the person's place and not asked of a server."""
    return _in_processes([[person] for person in people], seconds=seconds)


def timed(act: Callable[[], object]) -> float:
    """The milliseconds that it takes."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def again(act: Callable[[], object], *, seconds: float) -> Outcome:
    """Once to warm up, then one after the other in this process."""
    act()
    ends, taken = time.perf_counter() + seconds, [timed(act)]
    while time.perf_counter() < ends:
        taken.append(timed(act))
    return Outcome(seconds, taken, failures=0)


def by_itself(name: str, act: Callable[[], object], *, seconds: float) -> Measured:
    """What asks no database: only this process is measured."""
    return measure(name, lambda: again(act, seconds=seconds), meter=Meter(os.getpid(), None))


#: Inherited by the forked processes: what people do cannot be sent to them.
_groups: list[list[Person]] = []


def _in_processes(groups: list[list[Person]], *, seconds: float) -> Outcome:
    _groups[:] = groups
    with ProcessPoolExecutor(len(groups), mp_context=get_context("fork")) as pool:
        parts = [each.result() for each in [pool.submit(_group, number, seconds) for number in range(len(groups))]]
    return _together(parts)


def _group(number: int, seconds: float) -> Outcome:
    with ThreadPoolExecutor(len(_groups[number])) as threads:
        return _together(list(threads.map(lambda person: _visits(person, seconds), _groups[number])))


def _visits(person: Person, seconds: float) -> Outcome:
    visit, found, failures, in_a_row, example = person(), [], 0, 0, ""
    began = time.monotonic()
    while (took := time.monotonic() - began) < seconds and in_a_row < GIVES_UP_AFTER:
        try:
            found.append(visit())
            in_a_row = 0
        except Done:
            break
        except Failed as failed:
            failures, in_a_row, example = failures + 1, in_a_row + 1, str(failed)
    return Outcome(took, found, failures, example)


def _together(parts: Sequence[Outcome]) -> Outcome:
    return Outcome(
        max(part.seconds for part in parts),
        [ms for part in parts for ms in part.milliseconds],
        sum(part.failures for part in parts),
        next((part.example for part in parts if part.example), ""),
    )
