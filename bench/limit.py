"""The same rows by pgbench: what the database alone can do here, in the same minutes."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from bench.cpu import seconds_of
from bench.figures import Measured


def pgbench(  # noqa: PLR0913 - one run, each setting by name
    name: str,
    script: str,
    *,
    clients: int,
    variables: Mapping[str, int],
    postmaster: int | None,
    seconds: int = 0,
    transactions: int = 0,
) -> Measured:
    """Run the script with prepared statements; for a time, or so many times per client."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "script.sql").write_text(script, encoding="utf-8")
        much = ("-T", str(seconds)) if seconds else ("-t", str(transactions))
        command = (
            *(_program(), "-n", "-M", "prepared", "-c", str(clients), "-j", "1", *much, "-l", "-f", "script.sql"),
            *(f"-D{name}={value}" for name, value in variables.items()),
        )
        before = seconds_of(postmaster) if postmaster else 0.0
        done = subprocess.run(command, cwd=folder, env=_where(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"pgbench: {done.stderr.strip()}")
        after = seconds_of(postmaster) if postmaster else 0.0
        milliseconds = [
            float(line.split()[2]) / 1000
            for log in Path(folder).glob("pgbench_log*")
            for line in log.read_text().splitlines()
        ]
    rate = next(float(line.split()[2]) for line in done.stdout.splitlines() if line.startswith("tps"))
    return Measured(
        name=name,
        seconds=len(milliseconds) / rate,
        milliseconds=milliseconds,
        app_cpu_ms=None,
        pg_cpu_ms=(after - before) / len(milliseconds) * 1000 if postmaster else None,
        sql=sum(line.endswith((";", "\\gset")) for line in script.splitlines() if line not in {"BEGIN;", "COMMIT;"}),
    )


def _program() -> str:
    found = shutil.which("pgbench", path=os.environ.get("POSTGRES_PROGRAMS")) or shutil.which("pgbench")
    if found is None:
        raise SystemExit("pgbench is missing: set POSTGRES_PROGRAMS to the folder of PostgreSQL's programs.")
    return found


def _where() -> dict[str, str]:
    """The same database as ours, in the words of PostgreSQL's own programs."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    options = dict(parse_qsl(parts.query))
    told = {
        "PGHOST": options.get("host") or parts.hostname or "",
        "PGPORT": options.get("port") or str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
    }
    return {**os.environ, **{name: value for name, value in told.items() if value}}
