"""What the portal needs before it can serve: each step is done once, and again when its sources change."""

import hashlib
import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from launcher import cluster, environment, locks, processes, surroundings
from launcher.folders import ROOT, DataFolder
from launcher.trouble import Trouble, say


@dataclass(frozen=True, slots=True)
class Step:
    command: tuple[str, ...]
    says: str
    sources: tuple[str, ...]
    only_demo: bool = False

    @property
    def name(self) -> str:
        return self.command[0]


COMMANDS = ("motcua/**/management/**/*.py",)
STEPS = (
    Step(("migrate", "--noinput"), "Preparing the tables…", ("motcua/**/migrations/*.py",)),
    Step(("load_places",), "Loading provinces and communes…", ("motcua/foundation/places/**/*", *COMMANDS)),
    Step(("load_calendar",), "Loading the working calendar…", ("motcua/foundation/calendar/**/*", *COMMANDS)),
    Step(("load_catalogue",), "Loading the procedures…", ("catalogue/**/*", "motcua/blueprints/**/*.py", *COMMANDS)),
    Step(("load_demo",), "Inviting the demonstration people…", ("motcua/**/*demo*", *COMMANDS), only_demo=True),
    Step(
        ("demo_signing_keys",),
        "Making keys that sign for show…",
        ("motcua/**/*demo*", "motcua/foundation/signing/trial/*.py"),
        only_demo=True,
    ),
)
FRONT = (
    # What it makes lies beside its sources, and counts as one: a new clone on old data makes it again.
    Step(("compile_translations",), "Compiling the translations…", ("motcua/**/*.po", "motcua/**/*.mo")),
    Step(
        ("collectstatic", "--noinput"),
        "Collecting the static files…",
        ("motcua/**/static/**/*", "motcua/config/settings.py"),
    ),
)


@dataclass(slots=True)
class Record:
    """What was done on this data folder, kept in `setup.json`."""

    database: str = ""
    #: None until one is chosen.
    demo: bool | None = None
    done: dict[str, str] = field(default_factory=dict)


def require_same_kind(folder: DataFolder, *, demo: bool) -> None:
    """Once real or demonstration, always so: known passwords must not meet real people's dossiers."""
    was = _record(folder).demo
    if was is not None and was != demo:
        raise Trouble(
            f"The data folder {folder.path} was made "
            + (
                "with demonstration people: leave out --no-demo"
                if was
                else "without demonstration people: give --no-demo"
            )
            + ", or give another folder with --data."
        )


def settle_kind(folder: DataFolder, *, demo: bool) -> None:
    record = _record(folder)
    if record.demo != demo:
        record.demo = demo
        _keep(folder, record)


def is_demo(folder: DataFolder, *, unless_chosen: bool = False) -> bool:
    chosen = _record(folder).demo
    return unless_chosen if chosen is None else chosen


def bring_up_to_date(folder: DataFolder, *, steps: Iterable[Step], environment: Mapping[str, str], log: Path) -> None:
    """Do the steps whose sources are not those that they were last done with."""
    with locks.only_one(folder.path / "setup.lock"):
        record = _record(folder)
        if record.database != _database(folder):
            record.database, record.done = _database(folder), {}
        for step in steps:
            if (not step.only_demo or environment["DEMO"] == "1") and not _is_done(step, record=record):
                _do(step, environment=environment, log=log)
                record.done[step.name] = _sources(step)
                _keep(folder, record)


def forget(folder: DataFolder, *, names: Iterable[str]) -> None:
    """The next start looks again."""
    record = _record(folder)
    record.done = {name: mark for name, mark in record.done.items() if name not in names}
    _keep(folder, record)


def lacks(folder: DataFolder) -> list[Step]:
    """The steps that were never done on this data."""
    record = _record(folder)
    known = record.done if record.database == _database(folder) else {}
    return [step for step in STEPS if step.name not in known]


def _do(step: Step, *, environment: Mapping[str, str], log: Path) -> None:
    say(step.says)
    processes.keep_small(log)
    with log.open("ab") as output:
        done = subprocess.run(
            surroundings.django(*step.command), env=environment, cwd=ROOT, stdout=output, stderr=output, check=False
        )
    if done.returncode:
        raise Trouble(f"The step `{step.name}` failed. Its last words, from {log}:\n{processes.tail(log)}")


def _is_done(step: Step, *, record: Record) -> bool:
    """On a server that is not our own we do not know what happened since, so every step looks for itself."""
    return not surroundings.own_database_url() and record.done.get(step.name) == _sources(step)


def _database(folder: DataFolder) -> str:
    url = surroundings.own_database_url()
    return hashlib.sha256(url.encode()).hexdigest() if url else cluster.identity(folder.postgres)


def _sources(step: Step) -> str:
    digest = hashlib.sha256(environment.fingerprint("run").encode())
    for pattern in step.sources:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _record(folder: DataFolder) -> Record:
    try:
        return Record(**json.loads((folder.path / "setup.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Record()


def _keep(folder: DataFolder, record: Record) -> None:
    making = folder.path / "setup.json.new"
    facts = {"database": record.database, "demo": record.demo, "done": record.done}
    making.write_text(json.dumps(facts, indent=1), encoding="utf-8")
    making.rename(folder.path / "setup.json")
