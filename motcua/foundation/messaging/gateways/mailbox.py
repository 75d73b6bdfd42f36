"""What the stand-ins of the gateways have received, for the page of the demonstration and for tests."""

import threading
import time
from collections import deque
from dataclasses import asdict, dataclass, field

from motcua.foundation.stand_ins.door import Answer, Request, Routes, said

_KEPT = 500


@dataclass(frozen=True, slots=True)
class Received:
    gateway: str
    to: str
    text: str
    reference: str
    subject: str = ""
    #: By the clock of that machine: it is not ours.
    at: str = field(default_factory=lambda: time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime()))


@dataclass
class Mailbox:
    received: deque[Received] = field(default_factory=lambda: deque(maxlen=_KEPT))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, message: Received) -> None:
        with self._lock:
            self.received.append(message)

    def routes(self) -> Routes:
        """The newest first, as the demonstration's page shows them."""
        return {("GET", "/received"): self._told}

    def _told(self, _asked: Request) -> Answer:
        with self._lock:
            return said([asdict(each) for each in reversed(self.received)])
