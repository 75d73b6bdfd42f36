"""No acknowledged filing is lost when the database is killed, and none is there by half.

With its negative control: without waiting for the disk, the same test finds the loss.
"""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from launcher import postgres
from launcher.folders import ROOT
from launcher.postgres import Server

WRITERS = 2
ACKNOWLEDGED_BEFORE_THE_KILL = 25
#: What must be there for each code: its event, its filing and its job.
WHOLE = """
SELECT d.code FROM dossiers_dossier d
WHERE d.state = 'submitted' AND d.submitted_at IS NOT NULL
  AND EXISTS (SELECT FROM dossiers_dossierevent e WHERE e.dossier_id = d.id AND e.action = 'submit')
  AND EXISTS (SELECT FROM dossiers_filing f WHERE f.dossier_id = d.id)
  AND EXISTS (SELECT FROM procrastinate_jobs j JOIN dossiers_dossierevent e ON e.id = (j.args->>'event_id')::bigint
              WHERE e.dossier_id = d.id)
"""
SETUP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.world import World, load_base, MONDAY
load_base()
world = World()
for _ in range(400):
    world.draft("1.001612")
"""


def surroundings(server: Server, files: Path, **more: str) -> dict[str, str]:
    keys = dict.fromkeys(("SECRET_KEY", "PERSONAL_DATA_KEY", "SEARCH_KEY"), "A" * 43 + "=")
    told = {
        "DATABASE_URL": server.url,
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
        "PYTHONPATH": str(ROOT),
        "FILES_DIR": str(files),
        "DEMO": "1",
    }
    return {**os.environ, **keys, **told, **more}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A durable installation with drafts that are ready to be filed."""
    place = tmp_path_factory.mktemp("killed")
    server = postgres.start(place / "postgres")
    subprocess.run([sys.executable, "-c", SETUP], env=surroundings(server, place / "files"), check=True, cwd=ROOT)
    postgres.stop(server)
    return place / "postgres"


@contextmanager
def writers(server: Server, data: Path, *, careless: bool) -> Iterator[list[subprocess.Popen[str]]]:
    more = {"CARELESS": "1"} if careless else {}
    running = [
        subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("filing_writer.py")), str(number), str(WRITERS)],
            env=surroundings(server, data.parent / "files", **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for number in range(WRITERS)
    ]
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.communicate()


def acknowledged_until_killed(server: Server, data: Path, *, careless: bool) -> set[str]:
    """The codes that writers were given, with the whole server killed in the middle of them."""
    codes: list[str] = []
    with writers(server, data, careless=careless) as running:
        streams = [process.stdout for process in running if process.stdout is not None]
        while streams and len(codes) < ACKNOWLEDGED_BEFORE_THE_KILL:
            codes.extend(stream.readline().strip() for stream in select.select(streams, [], [], 60)[0])
        for pid in postgres._postgres_in(data):
            os.kill(pid, signal.SIGKILL)
        postgres.stop(server)
        for stream in streams:
            codes.extend(line.strip() for line in stream)
    return {code for code in codes if code}


def found_whole(server: Server) -> set[str]:
    with psycopg.connect(server.url) as connection:
        return {row[0] for row in connection.execute(WHOLE)}


def lost_after_a_kill(data: Path, *, careless: bool) -> set[str]:
    server = postgres.start(data)
    acknowledged = acknowledged_until_killed(server, data, careless=careless)
    again = postgres.start(data)
    try:
        return acknowledged - found_whole(again)
    finally:
        postgres.stop(again)


@pytest.mark.parametrize("kill", [1, 2, 3])
def test_what_was_acknowledged_is_there_after_the_database_was_killed(data: Path, kill: int) -> None:
    assert lost_after_a_kill(data, careless=False) == set(), kill


def test_the_same_test_finds_the_loss_where_nobody_waits_for_the_disk(data: Path) -> None:
    """Negative control: synchronous_commit off, and a server that writes down late."""
    server = postgres.start(data)
    with psycopg.connect(server.url.replace("motcua@", "postgres@"), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
    postgres.stop(server)

    assert lost_after_a_kill(data, careless=True)
