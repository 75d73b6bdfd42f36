"""`bin/test`: every test, on a database that is thrown away afterwards, or on the one that DATABASE_URL names."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from launcher import browser, environment, locks, postgres, surroundings
from launcher.folders import DEFAULT_DATA, ROOT
from launcher.manage import call


def main(arguments: Sequence[str]) -> int:
    environment.ensure("dev")
    path = browser.ensure() if browser.is_wanted(arguments) else ""
    with told(browser_path=path) as surrounded:
        return run(arguments, told=surrounded)


def run(arguments: Sequence[str], *, told: Mapping[str, str]) -> int:
    return call(surroundings.python("-m", "pytest", "-n", "auto", *arguments), told=told, folder=ROOT)


@contextmanager
def told(*, browser_path: str) -> Iterator[dict[str, str]]:
    """The environment of the tests. It has no keys: the settings have some for tests, which open nothing."""
    with database() as url:
        own = {
            "DJANGO_SETTINGS_MODULE": surroundings.SETTINGS,
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": url,
            **({"MOTCUA_BROWSER": browser_path} if browser_path else {}),
        }
        yield surroundings.inherited() | own


@contextmanager
def database() -> Iterator[str]:
    if url := surroundings.own_database_url():
        yield url
        return
    with _place() as place:
        # Twice as fast without waiting for the disk; TEST_DATABASE_DURABLE=1 tests what an installation really has.
        server = postgres.start(place / "postgres", quick=os.environ.get("TEST_DATABASE_DURABLE") != "1")
        try:
            yield server.url
        finally:
            postgres.stop(server)


@contextmanager
def _place() -> Iterator[Path]:
    """A folder of our own, so that two runs do not meet; what an earlier run left when it was killed is swept away."""
    home = DEFAULT_DATA / "test-postgres"
    with locks.only_one(home / "places.lock"):
        for left in home.glob("run-*"):
            if not locks.is_held(left / "in-use"):
                shutil.rmtree(left, ignore_errors=True)
        place = Path(tempfile.mkdtemp(dir=home, prefix="run-"))
        place.chmod(0o711)
        held = locks.shared(place / "in-use")
        held.__enter__()
    try:
        yield place
    finally:
        held.__exit__(None, None, None)
        shutil.rmtree(place, ignore_errors=True)
