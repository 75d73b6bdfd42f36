"""What the launcher says, and how it gives up: one clear sentence, never a traceback."""

import sys


class Trouble(Exception):
    """Something only the reader can mend. The message is the sentence that says what is wrong and how to mend it."""


class Stopped(BaseException):
    """Ctrl-C or SIGTERM. Not an Exception, so that nothing on the way swallows it."""


def say(sentence: str) -> None:
    """Progress goes to stderr: stdout belongs to the command that was called."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
