"""`bin/check`: everything that a change must pass, cheapest first; exactly what CI runs."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from launcher import browser, environment, peers, surroundings, testing
from launcher.folders import ROOT
from launcher.manage import call
from launcher.trouble import Trouble, say


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    arguments: str


CHECKS = (
    Check("format", "-m ruff format --check --quiet ."),
    Check("lint", "-m ruff check --quiet ."),
    Check("types", "-m mypy motcua launcher tests bench"),
    Check("imports", ".venv/bin/lint-imports"),
    Check("migrations", "-W ignore -m django makemigrations --check --dry-run"),
)


#: What the settings want to hear before they load; nothing is ever sealed with these.
NO_KEYS = dict.fromkeys(("SECRET_KEY", "PERSONAL_DATA_KEY", "SEARCH_KEY"), "A" * 43 + "=")


def main(arguments: Sequence[str]) -> int:
    if arguments:
        raise Trouble("bin/check takes no arguments: it checks everything. For some of the tests there is bin/test.")
    environment.ensure("dev")
    path = browser.ensure()
    peers.ensure()
    began = time.monotonic()
    with testing.told(browser_path=path) as told:
        for check in CHECKS:
            _require(check, told=told | NO_KEYS)
        say(f"Everything but the tests is in order ({time.monotonic() - began:.0f} s). The tests:")
        code = testing.run((), told=told)
    if code:
        say("bin/check failed at: tests")
    return code


def _require(check: Check, *, told: Mapping[str, str]) -> None:
    began = time.monotonic()
    code = call(surroundings.python(*check.arguments.split()), told=told, folder=ROOT)
    if code:
        raise Trouble(f"bin/check failed at: {check.name}")
    say(f"{check.name:<12} in order ({time.monotonic() - began:.1f} s)")
