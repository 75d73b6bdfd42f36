"""Which command is which file, and how each of them gives up."""

import sys
from collections.abc import Callable, Mapping, Sequence

from launcher import check, manage, run, testing
from launcher.trouble import Trouble, say

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
    try:
        return COMMANDS[name](arguments)
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        return 130
