"""Looking at a file that a stranger sent: in a process of its own, with bounded memory and none of our secrets.

python -m motcua.foundation.signing.apart 2026-11-16T03:00:00+00:00 FOLDER < FILE
"""

import json
import resource
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua.foundation.signing.verifying import Judgement, Report, examine, from_json

_MEMORY, _CPU_SECONDS, _SECONDS = 400 * 2**20, 15, 25
_IMPORTED_FROM = Path(__file__).parents[3]


def examined_apart(pdf: bytes, *, at: datetime) -> Report:
    """What takes too long or too much counts as unreadable."""
    command = [sys.executable, "-m", __name__, at.isoformat(), str(settings.SIGNING_TRUST)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command,
            input=pdf,
            env={"PYTHONPATH": str(_IMPORTED_FROM)},
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        return from_json(json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError):
        return Report(Judgement.UNREADABLE)


def _answer(at: str, folder: str) -> str:
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    report = examine(sys.stdin.buffer.read(), at=datetime.fromisoformat(at), folder=Path(folder))
    return json.dumps(report.as_json(), default=str)


if __name__ == "__main__":
    settings.configure()
    print(_answer(sys.argv[1], sys.argv[2]))  # noqa: T201 - the answer to the process that asked
