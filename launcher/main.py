"""Which command is which file, and how each of them gives up."""

import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from launcher import check, manage, run, testing
from launcher.trouble import Stopped, Trouble, say

COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "run": run.main,
    "manage": manage.main,
    "seed": manage.seed,
    "bench": manage.bench,
    "test": testing.main,
    "check": check.main,
}


def main() -> int:
    name, *arguments = sys.argv[1:]
    signal.signal(signal.SIGTERM, _stop)
    try:
        return COMMANDS[name](arguments)
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except (KeyboardInterrupt, Stopped):
        return 130


def _stop(_signal_number: int, _frame: FrameType | None) -> None:
    """So that a command that is told to end stops what it started."""
    raise Stopped
