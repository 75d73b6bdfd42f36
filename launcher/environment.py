"""The environment in `.venv`: made once, from pinned and hashed packages, by uv where it is there and else by pip."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from launcher import locks
from launcher.folders import DEFAULT_DATA, ROOT, require_space
from launcher.trouble import Trouble, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
STAMP = VENV / "installed.json"
#: "dev" holds everything that "run" does.
SETS = ("run", "dev")
SPACE_NEEDED = {"run": 500, "dev": 1000}


def ensure(name: str) -> None:
    """Have the packages of the set `name` installed; a matter of milliseconds when they are."""
    if _is_current(name):
        return
    _require_writable()
    with locks.only_one(DEFAULT_DATA / "environment.lock"):
        if not _is_current(name):
            _install("dev" if _installed().get("dev") else name)


def site_packages() -> Path:
    return next(VENV.glob("lib/python3*/site-packages"))


def fingerprint(name: str) -> str:
    return hashlib.sha256((ROOT / f"requirements/{name}.txt").read_bytes()).hexdigest()


def _is_current(name: str) -> bool:
    installed = _installed()
    return (
        PYTHON.exists() and installed.get("python") == _version_of_venv() and installed.get(name) == fingerprint(name)
    )


def _installed() -> Mapping[str, str]:
    """What the stamp says; nothing when an installation was cut short, since it is written last."""
    try:
        stamp: Mapping[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return stamp


def _install(name: str) -> None:
    require_space(ROOT, mebibytes=SPACE_NEEDED[name], purpose="The environment in .venv")
    say("Installing the packages (once, a minute or so)…")
    if not PYTHON.exists() or _installed().get("python") != _version_of_venv():
        _make_venv()
    STAMP.unlink(missing_ok=True)
    requirements = str(ROOT / f"requirements/{name}.txt")
    uv = shutil.which("uv")
    if uv is None or not _succeeds((uv, "pip", "install", "--python", str(PYTHON), *_PINNED, "-r", requirements)):
        _install_with_pip(requirements)
    held = SETS[: SETS.index(name) + 1]
    STAMP.write_text(
        json.dumps({"python": _version_of_venv()} | {each: fingerprint(each) for each in held}), encoding="utf-8"
    )


#: The files list everything there is to install, so nothing is left to resolve, and nothing unknown gets in.
_PINNED = ("--no-deps", "--require-hashes")


def _make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    _require_success(
        (sys.executable, "-m", "venv", "--without-pip", str(VENV)), doing="The environment could not be made"
    )


def _install_with_pip(requirements: str) -> None:
    pip = (str(PYTHON), "-m", "pip")
    if not _succeeds((*pip, "--version")):
        _require_success(
            (str(PYTHON), "-m", "ensurepip"),
            doing="Python came without pip (on Debian and Ubuntu: install python3-venv, or install uv)",
        )
    _require_success((*pip, "install", *_PINNED, "-r", requirements), doing="The packages could not be installed")


def _succeeds(command: Sequence[str]) -> bool:
    return subprocess.run(command, env=_surroundings(), capture_output=True, check=False).returncode == 0


def _require_success(command: Sequence[str], *, doing: str) -> None:
    done = subprocess.run(command, env=_surroundings(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"{doing}: {_last_words(done.stdout + done.stderr)}")


def _last_words(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return " ".join(lines[-3:]) or "it said nothing."


def _surroundings() -> dict[str, str]:
    """The user's own registries and proxies count; a Python fetched from elsewhere, or a user's packages, do not."""
    return dict(os.environ) | {
        "UV_PYTHON_DOWNLOADS": "never",
        "PYTHONNOUSERSITE": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def _version_of_venv() -> str:
    """Read, not asked: starting a Python only to hear its version would cost more than all the rest."""
    try:
        lines = (VENV / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ""
    return next((line.partition("=")[2].strip() for line in lines if line.startswith("version")), "")


def _require_writable() -> None:
    place = VENV if VENV.exists() else ROOT
    if not os.access(place, os.W_OK):
        raise Trouble(
            f"The packages have to be installed in {VENV}, and you may not write there: "
            "run this once as the owner of the clone, or make a clone of your own."
        )
