"""Programs that are not ours and check us: found, or the test is left out and says what is missing."""

import os
import shutil
from pathlib import Path

import pkcs11
import pytest

from launcher.folders import DEFAULT_DATA

#: Debian keeps some where ordinary people do not look.
PLACES = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin"))
NODE_MODULES = Path(os.environ.get("MOTCUA_PEERS", str(DEFAULT_DATA / "peers"))) / "node_modules"


def program(name: str) -> str:
    """The path of a program, such as xmlsec1."""
    found = shutil.which(name, path=PLACES)
    if found is None:
        pytest.skip(f"{name} is not on this machine; bin/check installs it where it may")
    return found


def library(*paths: str) -> str:
    """The first of these files that is there, such as SoftHSM's module."""
    found = next((path for path in paths if Path(path).exists()), None)
    if found is None:
        pytest.skip(f"{paths[0]} is not on this machine; bin/check installs it where it may")
    return found


def node_package(name: str) -> Path:
    """The folder of a package of Node's, such as vnpay. Run it with `node` and NODE_PATH set to its parent."""
    program("node")
    folder = NODE_MODULES / name
    if not folder.is_dir():
        pytest.skip(f"the npm package {name} is not in {NODE_MODULES}; bin/check installs it where it may")
    return folder


def read_anew(module: str) -> None:
    """A process loads a token's library once, with the tokens of that moment; another test may have been first."""
    pkcs11.lib(module).reinitialize()
