"""bench/run desk|documents|figures|filing|form|messages|pages|search|signing|tracking|upload

With [--json] [--seconds N] [--clients N] [--dossiers N].
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path

from bench.cpu import OthersLoad
from bench.database import own_database
from bench.options import Options

NAMES = (
    "desk",
    "documents",
    "figures",
    "filing",
    "form",
    "messages",
    "pages",
    "search",
    "signing",
    "tracking",
    "upload",
)
#: These use what is there; the others fill a database and a folder of their own.
READING = {"desk", "documents", "figures", "signing", "tracking"}
#: Where the name is taken by what every benchmark uses.
MODULES = {"figures": "figures_of_dossiers"}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=6.0, help="for each measurement")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument(
        "--dossiers", type=int, help="for desk and tracking: seed until there are so many; for figures: copy facts"
    )
    chosen = parser.parse_args(arguments)
    options = Options(seconds=chosen.seconds, clients=chosen.clients, dossiers=chosen.dossiers)
    with nullcontext() if chosen.name in READING else _apart():
        _begin()
        others = OthersLoad()
        report = import_module(f"bench.{MODULES.get(chosen.name, chosen.name)}").run(options)
        report.others |= {"cores kept busy by others meanwhile": others.read()}
    print(report.as_json() if chosen.json else report.as_text())


@contextmanager
def _apart() -> Iterator[None]:
    """Our own database, and a folder for files on the same disk as the installation's."""
    beside = Path(os.environ.get("FILES_DIR", ".data/files")).parent
    beside.mkdir(parents=True, exist_ok=True)
    folder = tempfile.mkdtemp(dir=beside, prefix="bench-files-")
    with own_database() as url:
        os.environ |= {"DATABASE_URL": url, "FILES_DIR": folder, "DEMO": "1"}
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()
            shutil.rmtree(folder, ignore_errors=True)


def _begin() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    django.setup()
    if not Path(str(settings.STATIC_ROOT), "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
