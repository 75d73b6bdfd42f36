"""A job that no worker has imported waits for ever, and no page shows why."""

import os
import re
import subprocess
import sys
from pathlib import Path

from django.conf import settings

MOTCUA = Path(settings.ROOT) / "motcua"
#: What a worker knows when it has begun, in a process that has imported nothing else.
KNOWN = """
import django; django.setup()
import importlib
from django.conf import settings
from procrastinate.contrib.django import app
for path in settings.PROCRASTINATE_IMPORT_PATHS: importlib.import_module(path)
print("\\n".join(app.tasks))
"""
_NAMED = re.compile(r'@(?:job\(|app\.task\(\s*name=)\s*"([^"]+)"')


def test_every_job_is_known_to_a_worker() -> None:
    told = {name for path in MOTCUA.rglob("*.py") for name in _NAMED.findall(path.read_text(encoding="utf-8"))}
    surroundings = os.environ | dict.fromkeys(("SECRET_KEY", "PERSONAL_DATA_KEY", "SEARCH_KEY"), settings.SECRET_KEY)
    begun = subprocess.run(
        [sys.executable, "-c", KNOWN], check=False, capture_output=True, text=True, cwd=settings.ROOT, env=surroundings
    )

    assert begun.returncode == 0, begun.stderr
    assert len(told) > 40
    assert told - set(begun.stdout.split()) == set()
