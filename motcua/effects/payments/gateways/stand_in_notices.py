"""How a stand-in tells us of money: once, and again until it is taken; or otherwise, on order."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from motcua.foundation.stand_ins.door import Book

_MOST = 10
T = TypeVar("T")


@dataclass
class Notices(Generic[T]):
    """Faults: no_notice, late_notice (kept back for `send_late`), notice_twice."""

    book: Book
    #: Sends one and says whether it was taken.
    send: Callable[[T], bool]
    #: Between two of which the first was not taken.
    pause_seconds: float
    kept_back: list[T] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def tell(self, thing: T) -> None:
        """The first before the payer goes back; where it is not taken, again and again behind her back."""
        if self.book.takes("no_notice"):
            return
        if self.book.takes("late_notice"):
            self.kept_back.append(thing)
            return
        self._begin(thing)
        if self.book.takes("notice_twice"):
            self._begin(thing)

    def send_late(self) -> int:
        waiting, self.kept_back = self.kept_back, []
        for thing in waiting:
            self._begin(thing)
        return len(waiting)

    def stop(self) -> None:
        self._stopping.set()

    def _begin(self, thing: T) -> None:
        if not self.send(thing):
            threading.Thread(target=self._again, args=(thing,), daemon=True).start()

    def _again(self, thing: T) -> None:
        for _time in range(_MOST - 1):
            if self._stopping.wait(self.pause_seconds) or self.send(thing):
                return
