"""What a telephone feels: Lighthouse, an independent judge, on the pages of a filing. Three runs, the median."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from bench import sessions
from bench.database import durability
from bench.drafts import PROCEDURE
from bench.figures import Report, machine
from bench.options import Options
from bench.web import Browser, Server, server
from motcua.config.seeding.people import add_people
from motcua.foundation.accounts.models import Account

#: `npm install --global lighthouse@12.8.2` puts it on the PATH.
VERSION = "12.8.2"
RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices")
#: What is read of a run: our word, Lighthouse's audit.
AUDITS = {
    "LCP ms": "largest-contentful-paint",
    "TBT ms": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
    "kB": "total-byte-weight",
}


def run(_options: Options) -> Report:
    program = shutil.which("lighthouse")
    if program is None:
        raise SystemExit(f"Lighthouse is not there: npm install --global lighthouse@{VERSION}")
    session = _lay()
    report = Report("pages", {**machine(), **durability(), "Lighthouse": _version(program), "runs": RUNS})
    with server() as web:
        for name, path, signed_in in _pages(web, session):
            report.others[name] = _median(
                [_judged(program, web, path, session if signed_in else "") for _ in range(RUNS)]
            )
    return report


def _lay() -> str:
    """A demonstration with one person, signed in."""
    for command in (["migrate", "--verbosity=0"], ["load_calendar"], ["load_catalogue"], ["load_demo"]):
        call_command(*command, stdout=StringIO())
    _, numbers = add_people(1, timezone.now())
    return sessions.sign_in([Account.objects.get(pk=numbers[0])])[0]


def _pages(web: Server, session: str) -> Sequence[tuple[str, str, bool]]:
    started = Browser(web.port, session=session).post(f"/procedures/{PROCEDURE}/drafts", [])
    draft = "/".join(started.location.split("/")[:3])
    return (
        ("home", "/", False),
        ("search", "/procedures?q=khai+sinh", False),
        ("procedure", f"/procedures/{PROCEDURE}", False),
        ("form", started.location, True),
        ("papers", f"{draft}/papers", True),
        ("check", f"{draft}/check", True),
    )


def _judged(program: str, web: Server, path: str, session: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        told, headers = Path(folder, "report.json"), Path(folder, "headers.json")
        headers.write_text(json.dumps({"Cookie": f"sessionid={session}"} if session else {}), encoding="utf-8")
        subprocess.run(
            [
                *(program, f"http://127.0.0.1:{web.port}{path}", "--quiet", "--output=json", f"--output-path={told}"),
                *(f"--only-categories={','.join(CATEGORIES)}", f"--extra-headers={headers}"),
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
            ],
            check=True,
            capture_output=True,
        )
        found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    scores = {name: found["categories"][name]["score"] * 100 for name in CATEGORIES}
    return scores | {
        word: found["audits"][name]["numericValue"] / (1000 if word == "kB" else 1) for word, name in AUDITS.items()
    }


def _median(found: list[dict[str, float]]) -> str:
    figures = {name: median(each[name] for each in found) for name in found[0]}
    return ", ".join(
        f"{name} {figure:.2f}" if name == "CLS" else f"{name} {figure:.0f}" for name, figure in figures.items()
    )


def _version(program: str) -> str:
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
