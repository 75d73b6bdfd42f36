"""The virus scanner for its contract test. Without it the test is left out, and says so."""

import os
import shutil

from launcher import packages

#: Debian keeps it where ordinary people do not look.
PLACES = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin"))


def ensure() -> None:
    if not shutil.which("clamd", path=PLACES):
        packages.install("clamav-daemon", why="the test of the virus scanner")
