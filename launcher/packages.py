"""Debian's packages, where we may install them: as root, on a machine that has apt-get."""

import os
import shutil
import subprocess

from launcher.trouble import say

#: A machine that was made this minute has no lists; one without a network should say so soon.
_COMMANDS = (("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends"))


def install(package: str, *, why: str) -> None:
    """Try it. Whether it is there afterwards, the caller sees for itself."""
    if os.getuid() != 0 or not shutil.which("apt-get"):
        return
    say(f"Installing {package} with apt-get for {why} (once)…")
    unattended = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    update, add = _COMMANDS
    for command in (update, (*add, package)):
        subprocess.run(command, env=unattended, capture_output=True, check=False)
