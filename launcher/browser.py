"""The browser for the browser tests: found, or installed where that is allowed."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from launcher.trouble import Trouble, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends", "chromium"))
FOLDER = "tests/browser"


def ensure() -> str:
    """The path of a Chromium."""
    return _found() or _installed()


def is_wanted(arguments: Sequence[str]) -> bool:
    """Not when the caller names other folders, or leaves browser tests out by their mark."""
    places = [argument for argument in arguments if "tests" in argument.split("/")[:1]]
    elsewhere = places and not any(FOLDER.startswith(place.rstrip("/")) or place.startswith(FOLDER) for place in places)
    return not elsewhere and "not browser" not in arguments


def _found() -> str:
    named = os.environ.get("MOTCUA_BROWSER")
    return named or next(filter(None, map(shutil.which, NAMES)), "")


def _installed() -> str:
    if os.getuid() == 0 and shutil.which("apt-get"):
        say("Installing Chromium with apt-get for the browser tests (once)…")
        for command in APT:
            subprocess.run(command, env=_unattended(), capture_output=True, check=False)
    if not (path := _found()):
        raise Trouble(
            "The browser tests need Chromium: install it (on Debian: apt-get install chromium, as root), or name one "
            "in MOTCUA_BROWSER, or leave those tests out with: bin/test -m 'not browser'"
        )
    return path


def _unattended() -> Mapping[str, str]:
    return os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
