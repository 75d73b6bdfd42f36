"""Independent programs for the contract tests. A test whose peer is missing is left out, and says so."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from launcher import packages
from launcher.folders import DEFAULT_DATA
from launcher.trouble import say

#: Debian keeps some where ordinary people do not look.
PLACES = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin"))
#: {program: Debian's package}
PROGRAMS = {
    "clamd": "clamav-daemon",
    "softhsm2-util": "softhsm2",
    "xmlsec1": "xmlsec1",
    "pdfsig": "poppler-utils",
    "node": "nodejs",
    "npm": "npm",
    "rsyslogd": "rsyslog",
}
#: Parts of Debian's programs that come as packages of their own, known by a file.
PARTS = {"/usr/share/doc/rsyslog-gnutls/copyright": "rsyslog-gnutls"}
NODE_PACKAGES = ("vnpay@2.5.0", "vietnam-qr-pay@1.5.1", "web-push-testing@1.2.2", "oidc-provider@9.13.3")
FOLDER = DEFAULT_DATA / "peers"
PATIENCE = 120


def ensure() -> None:
    for program, package in PROGRAMS.items():
        if not shutil.which(program, path=PLACES):
            packages.install(package, why="the tests against independent programs")
    for file, package in PARTS.items():
        if not Path(file).exists():
            packages.install(package, why="the tests against independent programs")
    _node_packages()


def _node_packages() -> None:
    """Nothing of theirs is run while they are installed."""
    wanted = FOLDER / "installed"
    if shutil.which("npm") is None or (wanted.exists() and wanted.read_text() == " ".join(NODE_PACKAGES)):
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    say("Installing four packages with npm for the tests against independent programs (once)…")
    command = ("npm", "install", "--prefix", str(FOLDER), "--no-audit", "--no-fund", "--no-package-lock")
    with suppress(subprocess.SubprocessError):
        # Where the registry does not answer, it would go on asking for as long as the tests take.
        installing = (*command, "--ignore-scripts", "--fetch-retries=1", *NODE_PACKAGES)
        subprocess.run(installing, capture_output=True, check=True, timeout=PATIENCE)
        wanted.write_text(" ".join(NODE_PACKAGES))
