"""Until nothing is on its way: a page that is closed still sends what was typed, and the server still keeps it.

Without waiting for that, the tables would be emptied in the middle of it.
"""

from threading import Condition

from django.core.signals import request_finished, request_started

#: What a closing browser still sends begins within this time; what was begun is done within the other.
BEGINS_WITHIN, DONE_WITHIN = 0.2, 20.0


class Quiet:
    """Counts the requests that the server has begun and not finished."""

    def __init__(self) -> None:
        self._changed, self._running = Condition(), 0
        request_started.connect(self._begun)
        request_finished.connect(self._done)

    def wait(self) -> None:
        """Nothing runs, and for a moment nothing begins."""
        with self._changed:
            while self._running > 0 or self._changed.wait(BEGINS_WITHIN):
                assert self._changed.wait_for(lambda: self._running <= 0, DONE_WITHIN), "a request does not end"

    def end(self) -> None:
        request_started.disconnect(self._begun)
        request_finished.disconnect(self._done)

    def _begun(self, **_: object) -> None:
        self._count(1)

    def _done(self, **_: object) -> None:
        self._count(-1)

    def _count(self, step: int) -> None:
        with self._changed:
            self._running += step
            self._changed.notify_all()
