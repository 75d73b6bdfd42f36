"""Keeps the services running, and stops them in the reverse of the order in which they were started."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from launcher.processes import Running
from launcher.trouble import Trouble, say

LONGEST_PAUSE = 30.0
#: A service that lived this long was well; its next death is a new story.
WELL_AFTER = 60.0
GIVES_UP_AFTER = 6


@dataclass(frozen=True, slots=True)
class Service:
    name: str
    start: Callable[[], Running]
    #: Also when it ended by itself: it may have left children.
    stop: Callable[[Running], None]
    #: Its last words, for the reader.
    tail: Callable[[], str]
    #: What has to be done now and then while it runs.
    tend: Callable[[], None] = lambda: None


@dataclass(slots=True)
class _Watched:
    service: Service
    running: Running | None
    started_at: float
    deaths: int = 0
    again_at: float = 0.0


class Supervisor:
    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._watched: list[_Watched] = []

    def start(self, service: Service) -> Running:
        running = service.start()
        self._watched.append(_Watched(service, running, started_at=self._clock()))
        return running

    def watch(self, *, every: float = 0.2) -> None:
        """Until a signal or a service that cannot be kept alive ends it."""
        while True:
            self.look()
            time.sleep(every)

    def look(self) -> None:
        for watched in self._watched:
            watched.service.tend()
            if watched.running is None:
                self._start_when_due(watched)
            elif watched.running.poll() is not None:
                self._note_death(watched, watched.running)

    def stop(self) -> None:
        for watched in reversed(self._watched):
            if watched.running is not None:
                watched.service.stop(watched.running)
        self._watched.clear()

    def _note_death(self, watched: _Watched, running: Running) -> None:
        watched.service.stop(running)
        if self._clock() - watched.started_at > WELL_AFTER:
            watched.deaths = 0
        watched.deaths += 1
        watched.running = None
        if watched.deaths >= GIVES_UP_AFTER:
            name, last = watched.service.name, watched.service.tail()
            raise Trouble(f"The {name} ended {watched.deaths} times in a row. Its last words:\n{last}")
        pause = min(2.0 ** (watched.deaths - 1), LONGEST_PAUSE)
        watched.again_at = self._clock() + pause
        say(f"The {watched.service.name} ended by itself; it is started again in {pause:.0f} s.")

    def _start_when_due(self, watched: _Watched) -> None:
        if self._clock() >= watched.again_at:
            watched.started_at = self._clock()
            watched.running = watched.service.start()
