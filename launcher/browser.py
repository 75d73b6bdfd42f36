"""The browser for the browser tests: found, or installed where that is allowed."""

import os
import shutil
from collections.abc import Sequence

from launcher import packages
from launcher.trouble import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
    packages.install("chromium", why="the browser tests")
    if not (path := _found()):
        raise Trouble(
            "The browser tests need Chromium: install it (on Debian: apt-get install chromium, as root), or name one "
            "in MOTCUA_BROWSER, or leave those tests out with: bin/test -m 'not browser'"
        )
    return path
