"""Real servers in temporary folders, and a clone with a stand-in for the portal."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from launcher import cluster, postgres
from launcher.folders import ROOT
from launcher.postgres import Server
from launcher.postgres_account import wheel_programs

STAND_IN = Path(__file__).with_name("stand_in")
CALLED = (
    "load_places",
    "load_calendar",
    "load_catalogue",
    "load_demo",
    "demo_signing_keys",
    "compile_translations",
    "demo_people",
    "due_date",
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "postgres"


@pytest.fixture
def started(data: Path) -> Iterator[Callable[[], Server]]:
    """Starts a server like a command would; whatever runs at the end is stopped."""
    servers: list[Server] = []

    def start() -> Server:
        servers.append(postgres.start(data))
        return servers[-1]

    yield start
    for server in reversed(servers):
        postgres.stop(server)


@pytest.fixture
def ask() -> Callable[[Server, str], str]:
    """What psql answers, as the portal's own role."""

    def answer(server: Server, statement: str) -> str:
        psql = (str(wheel_programs() / "psql"), "-X", "-At", "-v", "ON_ERROR_STOP=1", server.url, "-c", statement)
        return subprocess.run(
            psql, env=cluster.surroundings(), capture_output=True, text=True, check=True
        ).stdout.strip()

    return answer


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone with our environment, whose portal answers /health and nothing else."""
    place = tmp_path / "clone"
    place.mkdir()
    for folder in ("bin", "launcher", "requirements"):
        shutil.copytree(ROOT / folder, place / folder)
    shutil.copytree(STAND_IN, place / "motcua")
    commands = place / "motcua/config/management/commands"
    for name in CALLED:
        shutil.copy(commands / "speak.py", commands / f"{name}.py")
    (place / ".venv").symlink_to(Path(sys.prefix))
    return place


@pytest.fixture
def surroundings() -> dict[str, str]:
    """As a newcomer has it: nothing set."""
    told = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "PERSONAL_DATA_KEY", "SEARCH_KEY")
    return {name: value for name, value in os.environ.items() if name not in told}
