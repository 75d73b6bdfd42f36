"""`bin/manage`, `bin/seed`, `bench/run`: one command on an installation, running or not. Its stdout is its own."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from launcher import environment, setup, surroundings
from launcher.folders import DataFolder, data_folder

#: These want no tables, or make them.
NEED_NOTHING = {
    "--help",
    "--version",
    "check",
    "collectstatic",
    "compile_translations",
    "help",
    "makemessages",
    "makemigrations",
    "migrate",
    "version",
}
#: After these nobody knows any more what is loaded.
UNDO = {"migrate", "flush", "dbshell"}


def main(arguments: Sequence[str]) -> int:
    folder, command = _folder_and_command(arguments)
    code = _in_installation(
        folder, surroundings.django(*command), prepared=bool(command) and command[0] not in NEED_NOTHING
    )
    if UNDO.intersection(command[:1]):
        setup.forget(folder, names=[step.name for step in setup.STEPS])
    return code


def seed(arguments: Sequence[str]) -> int:
    folder, options = _folder_and_command(arguments)
    return _in_installation(folder, surroundings.django("seed", *options), new_is_demo=True)


def bench(arguments: Sequence[str]) -> int:
    folder, options = _folder_and_command(arguments)
    return _in_installation(folder, surroundings.python("-m", "bench", *options), new_is_demo=True)


def call(command: Sequence[str], *, told: Mapping[str, str], folder: Path | None = None) -> int:
    """Run it in our place: its input, output, signals and exit code are those of the caller."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    child = subprocess.Popen(command, env=told, cwd=folder, preexec_fn=_take_signals)  # noqa: PLW1509 — one thread
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda number, _frame: os.kill(child.pid, number))
    code = child.wait()
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    return code if code >= 0 else 128 - code


def _in_installation(
    folder: DataFolder, command: Sequence[str], *, prepared: bool = True, new_is_demo: bool = False
) -> int:
    environment.ensure("run")
    with surroundings.database(folder) as url:
        demo = setup.is_demo(folder, unless_chosen=new_is_demo)
        told = surroundings.surroundings(folder, database_url=url, demo=demo)
        missing = setup.lacks(folder) if prepared else []
        setup.bring_up_to_date(folder, steps=missing, environment=told, log=folder.log / "setup.log")
        if demo:
            setup.settle_kind(folder, demo=True)
        return call(command, told=told)


def _take_signals() -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_DFL)


def _folder_and_command(arguments: Sequence[str]) -> tuple[DataFolder, list[str]]:
    """`--data DIR` comes first, so that no command's own option is mistaken for it."""
    match arguments:
        case ["--data", path, *command]:
            return data_folder(path), command
        case _:
            return data_folder(), list(arguments)
