"""`bin/run`: from a fresh clone to a portal that serves."""

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from launcher import environment, keys, locks, postgres, processes, setup, stand_ins, surroundings
from launcher.folders import DEFAULT_DATA, ROOT, DataFolder, data_folder
from launcher.postgres import Server
from launcher.processes import Running
from launcher.supervisor import Service, Supervisor
from launcher.trouble import Stopped, Trouble, announce, say

HOST = "127.0.0.1"
WEB = (
    "-m granian motcua.config.wsgi:application --interface wsgi --no-ws --workers 2 --blocking-threads 4 "
    "--respawn-failed-workers --workers-kill-timeout 10 --log-level warning"
)
WEB_SERVER = "web server"
WORKERS = {
    "worker": "-m django procrastinate worker --queues default",
    # Messages wait for other people's machines: nothing else waits with them.
    "sender": "-m django procrastinate worker --queues messages --concurrency 32",
    "portal": "-m django procrastinate worker --queues national_portal --concurrency 4",
}
SERVES_WITHIN = 120.0
OK = 200


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    folder = data_folder(options.data)
    _on_signals(_stop)
    supervisor = Supervisor()
    try:
        with _the_only_one(folder, port=options.port):
            port = _free_port(options.port)
            environment.ensure("run")
            setup.require_same_kind(folder, demo=options.demo)
            _serve(supervisor, folder, port=port, demo=options.demo)
    except Stopped:
        say("Stopping…")
        return 0
    finally:
        _on_signals(signal.SIG_IGN)
        supervisor.stop()
    return 0


def _serve(supervisor: Supervisor, folder: DataFolder, *, port: int, demo: bool) -> None:
    keys.ensure(folder)
    own = surroundings.own_database_url()
    url = surroundings.require_usable(own) if own else _start_database(supervisor, folder)
    told = surroundings.surroundings(folder, database_url=url, demo=demo, port=port)
    setup.bring_up_to_date(folder, steps=(*setup.STEPS, *setup.FRONT), environment=told, log=folder.log / "setup.log")
    setup.settle_kind(folder, demo=demo)
    if demo:
        told |= stand_ins.start(
            supervisor,
            folder,
            program=lambda arguments: _program(stand_ins.NAME, arguments, folder=folder, told=told),
            port=port,
        )
    for name, arguments in WORKERS.items():
        supervisor.start(_program(name, arguments.split(), folder=folder, told=told))
    web = supervisor.start(
        _program(WEB_SERVER, [*WEB.split(), "--host", HOST, "--port", str(port)], folder=folder, told=told)
    )
    _wait_until_healthy(web, port=port, folder=folder)
    announce(f"Ready: http://{HOST}:{port}")
    _say_who_can_sign_in(folder, told=told)
    supervisor.watch()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/run", description="Starts the portal, its database and its worker.")
    parser.add_argument(
        "--port", type=int, default=8000, help="of the web server on this machine (8000; 0: any free one)"
    )
    parser.add_argument("--data", help=f"folder of everything this installation keeps ({DEFAULT_DATA})")
    parser.add_argument(
        "--no-demo", dest="demo", action="store_false", help="no demonstration people: a real installation"
    )
    return parser.parse_args(arguments)


def _stop(_signal_number: int, _frame: FrameType | None) -> None:
    _on_signals(signal.SIG_IGN)
    raise Stopped


def _on_signals(answer: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, answer)


@contextmanager
def _the_only_one(folder: DataFolder, *, port: int) -> Iterator[None]:
    """Two of them on one data folder would fight over one database."""
    note = json.dumps({"process": os.getpid(), "port": port})
    try:
        with locks.taken(folder.path / "run.lock", note=note):
            yield
    except locks.Held as held:
        other = json.loads(str(held) or "{}")
        raise Trouble(
            f"bin/run is already at work on the data folder {folder.path} (process {other.get('process')}, "
            f"http://{HOST}:{other.get('port')}): use that one, stop it, or give another folder with --data."
        ) from None


def _free_port(port: int) -> int:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or "no such port"
            raise Trouble(
                f"The port {port} cannot be used ({reason}): give another with --port, such as --port {port + 1}."
            ) from None
        free: int = trial.getsockname()[1]
        return free


def _start_database(supervisor: Supervisor, folder: DataFolder) -> str:
    """Its address stays the same when it has to be started again."""
    servers: list[Server] = []

    def start() -> Running:
        servers[:] = [postgres.start(folder.postgres)]
        return servers[0].running

    supervisor.start(
        Service("database", start, lambda _: postgres.stop(servers[0]), lambda: postgres.words(folder.postgres))
    )
    return servers[0].url


def _program(name: str, arguments: Sequence[str], *, folder: DataFolder, told: Mapping[str, str]) -> Service:
    log = folder.log / f"{name.split(maxsplit=1)[0]}.log"

    def start() -> Running:
        return processes.spawn(surroundings.python(*arguments), log=log, environment=told, folder=ROOT)

    def stop(running: Running) -> None:
        # The web server's children are deaf while they load the portal.
        processes.end(running, name=name, insist=name == WEB_SERVER)

    return Service(name, start, stop, lambda: processes.tail(log), lambda: processes.keep_small(log))


def _wait_until_healthy(web: Running, *, port: int, folder: DataFolder) -> None:
    deadline = time.monotonic() + SERVES_WITHIN
    while not _is_healthy(port):
        if web.poll() is not None or time.monotonic() > deadline:
            log = folder.log / "web.log"
            raise Trouble(f"The web server does not answer. Its last words, from {log}:\n{processes.tail(log)}")
        time.sleep(0.05)


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/health")
        return connection.getresponse().status == OK
    return False


def _say_who_can_sign_in(folder: DataFolder, *, told: Mapping[str, str]) -> None:
    if told["DEMO"] != "1":
        place = "" if folder.path == DEFAULT_DATA else f"--data {folder.path} "
        announce(f"The first administrator is made with: bin/manage {place}create_administrator (see --help)")
        return
    people = subprocess.run(
        surroundings.django("demo_people"), env=told, cwd=ROOT, capture_output=True, text=True, check=False
    )
    announce(
        people.stdout.rstrip()
        if people.returncode == 0
        else "The demonstration people could not be listed: see bin/manage demo_people."
    )
