"""Hands each bad file of the corpus in, in a process of its own, and says in lines of JSON what became of it.

A program of its own, so that its memory is nobody else's: `python hostile_runner.py FOLDER`.
"""

import json
import os
import resource
import sys
from pathlib import Path

import django


def main(folder: Path) -> None:
    from tests.hostile import CORPUS

    for number, (name, bad) in enumerate(CORPUS.items()):
        path = folder / str(number)
        # Made in a process of its own too: what making them takes would be counted with what opening them takes.
        if (pid := os.fork()) == 0:
            path.write_bytes(bad.make())
            os._exit(0)
        os.waitpid(pid, 0)
        print(json.dumps({"name": name, "becomes": bad.becomes, **measured(path, kept=folder / f"{number}.kept")}))  # noqa: T201


def measured(path: Path, *, kept: Path) -> dict[str, object]:
    """Memory over what a process has that did nothing, with that of its own children; and seconds of processor."""
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        # The mark of the highest memory is inherited otherwise.
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        before = _peak()
        outcome = _handed_in(path, kept=kept)
        grown = _peak() - before + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        os.write(writing, json.dumps({"outcome": outcome, "megabytes": grown / 1024}).encode())
        os._exit(0)
    os.close(writing)
    _, _, used = os.wait4(pid, 0)
    with os.fdopen(reading) as answer:
        return {**json.loads(answer.read()), "seconds": used.ru_utime + used.ru_stime}


def _peak() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def _handed_in(path: Path, *, kept: Path) -> str:
    from motcua.foundation.files import storage
    from motcua.foundation.files.accept import opened
    from motcua.foundation.refusals import Refusal

    try:
        with path.open("rb") as stream:
            storage.write(stream, to=kept)
        os.truncate(kept, opened(kept).size)
    except Refusal as refusal:
        kept.unlink()
        return type(refusal).__name__
    return "harmless"


if __name__ == "__main__":
    django.setup()
    import motcua.foundation.files.storage  # noqa: F401 - loaded before anything is measured

    main(Path(sys.argv[1]))
