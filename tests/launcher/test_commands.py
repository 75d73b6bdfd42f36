"""The commands in `bin/`, as a newcomer calls them in a fresh clone."""

import re
import shutil
import signal
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.folders import ROOT

Surroundings = dict[str, str]


@contextmanager
def serving(clone: Path, surroundings: Surroundings) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`bin/run` on any free port; and its address once it says that it is ready."""
    command = (str(clone / "bin/run"), "--port", "0")
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        ready = re.fullmatch(r"Ready: (http://127\.0\.0\.1:\d+)\n", running.stdout.readline())
        assert ready, running.stderr.read()
        try:
            yield running, ready[1]
        finally:
            running.terminate()
            running.wait()


def call(clone: Path, surroundings: Surroundings, *command: str) -> subprocess.CompletedProcess[str]:
    name, *arguments = command
    return subprocess.run(
        (str(clone / name), *arguments), env=surroundings, capture_output=True, text=True, check=False
    )


def test_from_nothing_to_ready_and_back(clone: Path, surroundings: Surroundings) -> None:
    with serving(clone, surroundings) as (running, _):
        assert running.stdout is not None
        assert running.stdout.readline() == "demo_people, demo 1\n"
        second = call(clone, surroundings, "bin/run")
        beside = call(clone, surroundings, "bin/manage", "due_date")

    assert running.returncode == 0
    assert "is already at work on the data folder" in second.stderr
    assert (beside.stdout, beside.stderr, beside.returncode) == ("due_date, demo 1\n", "", 0)
    assert not (clone / ".data/postgres/postmaster.pid").exists()


def test_a_command_answers_alone_on_stdout_with_its_own_exit_code(clone: Path, surroundings: Surroundings) -> None:
    first = call(clone, surroundings, "bin/manage", "due_date", "--code", "3")

    assert (first.stdout, first.returncode) == ("due_date, demo 0\n", 3)
    assert "Preparing the tables" in first.stderr
    assert not (clone / ".data/postgres/postmaster.pid").exists()


def test_a_killed_supervisor_leaves_nobody_behind(clone: Path, surroundings: Surroundings) -> None:
    with serving(clone, surroundings) as (running, _):
        running.send_signal(signal.SIGKILL)

    with serving(clone, surroundings) as (again, _):
        pass

    assert again.returncode == 0


def test_a_database_that_does_not_answer_is_one_sentence(clone: Path, surroundings: Surroundings) -> None:
    nowhere = surroundings | {"DATABASE_URL": f"postgresql://motcua@/motcua?host={clone}"}

    said = call(clone, nowhere, "bin/manage", "due_date")

    assert said.stderr.startswith("The database that DATABASE_URL names cannot be used: ")
    assert "Traceback" not in said.stderr
    assert said.returncode == 1


def test_without_a_python_it_says_so(tmp_path: Path) -> None:
    for tool in ("sh", "dirname", "readlink"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))

    said = call(ROOT, {"PATH": str(tmp_path)}, "bin/run")

    assert said.stderr.startswith("This needs Python 3.11 or newer")
    assert said.returncode == 1


def test_every_dependency_is_pinned_with_its_hashes_and_no_address() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "run": project["project"]["dependencies"],
        "dev": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
    }
    for name, requirements in wanted.items():
        text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
        pinned = set(re.findall(r"^([a-z0-9-]+)==\S+ .*\\\n +--hash=sha256:", text, re.MULTILINE))
        assert {re.split(r"[^A-Za-z0-9-]", each)[0].lower() for each in requirements} <= pinned
        assert "://" not in text
        assert "index" not in text
