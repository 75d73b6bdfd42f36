"""The partners of the demonstration: bank, gateways, message services. A real installation never has them."""

import json
import os
import time
from collections.abc import Callable, Mapping

from launcher import processes
from launcher.folders import DataFolder
from launcher.processes import Running
from launcher.supervisor import Service, Supervisor
from launcher.trouble import Trouble

NAME = "stand-ins"
OPEN_WITHIN = 60.0


def start(
    supervisor: Supervisor, folder: DataFolder, *, program: Callable[[list[str]], Service], port: int
) -> Mapping[str, str]:
    """Start them, and give the settings that lead to them. What the operator has set leads elsewhere, and stays."""
    told = folder.path / "stand-ins.json"
    told.unlink(missing_ok=True)
    arguments = ["-m", "motcua.config.stand_ins", "--site", f"http://127.0.0.1:{port}", "--tell", str(told)]
    running = supervisor.start(program(arguments))
    _wait(running, folder)
    settings: dict[str, str] = json.loads(told.read_text())["settings"]
    return {name: value for name, value in settings.items() if name not in os.environ}


def _wait(running: Running, folder: DataFolder) -> None:
    deadline = time.monotonic() + OPEN_WITHIN
    while not (folder.path / "stand-ins.json").exists():
        if running.poll() is not None or time.monotonic() > deadline:
            log = folder.log / f"{NAME}.log"
            raise Trouble(
                f"The partners of the demonstration do not answer. Last words, from {log}:\n{processes.tail(log)}"
            )
        time.sleep(0.05)
