"""What the launcher says, and how it gives up: one clear sentence, never a traceback."""

import sys
from contextlib import suppress
from typing import TextIO


class Trouble(Exception):
    """Something only the reader can mend. The message is the sentence that says what is wrong and how to mend it."""


class Stopped(BaseException):
    """Ctrl-C or SIGTERM. Not an Exception, so that nothing on the way swallows it."""


def say(sentence: str) -> None:
    """Progress goes to stderr: stdout belongs to the command that was called."""
    _write(sentence, sys.stderr)


def announce(sentence: str) -> None:
    """What the command was called for."""
    _write(sentence, sys.stdout)


def _write(sentence: str, stream: TextIO) -> None:
    """A reader who has left (`| head`, a closed terminal) must not keep us from stopping in order."""
    with suppress(OSError):
        stream.write(sentence + "\n")
        stream.flush()
