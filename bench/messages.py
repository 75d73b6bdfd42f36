"""How many messages leave one worker in a second, to a gateway on this machine that checks each of them."""

import os
import socket
import subprocess
import sys
import time
from typing import Any

from django.core.management import call_command

from bench.cpu import seconds_of
from bench.figures import Report, machine
from bench.options import Options

MESSAGES = 1000
BEGINS_WITHIN = 60.0
SENDER = ("-m", "django", "procrastinate", "worker", "--queues", "messages", "--concurrency", "32")


def run(options: Options) -> Report:
    from motcua.foundation.messaging import stand_in

    call_command("migrate", verbosity=0)
    web, mail = _free_port(), _free_port()
    os.environ |= stand_in.settings(f"http://127.0.0.1:{web}", smtp_port=mail)
    report = Report("messages", machine())
    gateways = subprocess.Popen(
        (sys.executable, "-m", stand_in.__name__, "--port", str(web), "--smtp-port", str(mail)),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert gateways.stdout is not None
        gateways.stdout.readline()
        for gateway in ("vinaphone", "esms"):
            os.environ["SMS_GATEWAYS"] = gateway
            report.others |= {f"{gateway}: {name}": figure for name, figure in _sent(gateway, options).items()}
    finally:
        gateways.terminate()
        gateways.wait()
    return report


def _sent(gateway: str, options: Options) -> dict[str, Any]:
    _fill(gateway)
    worker = subprocess.Popen((sys.executable, *SENDER), env=os.environ)
    try:
        began = time.monotonic()
        while not _count(gateway) and time.monotonic() - began < BEGINS_WITHIN:
            time.sleep(0.05)
        before, cpu, began = _count(gateway), seconds_of(worker.pid), time.monotonic()
        while time.monotonic() - began < options.seconds and _count(gateway) < MESSAGES:
            time.sleep(0.25)
        sent, took = _count(gateway) - before, time.monotonic() - began
        spent = seconds_of(worker.pid) - cpu
    finally:
        worker.terminate()
        worker.wait()
    return {
        "messages that left one worker, /s": round(sent / took),
        "worker CPU per message, ms": round(spent / max(sent, 1) * 1000, 2),
    }


def _fill(gateway: str) -> None:
    from django.db import connection

    from motcua.foundation import legal_time
    from motcua.foundation.messaging import outbox
    from motcua.foundation.messaging.words import Words

    with connection.cursor() as cursor:
        # What the run before has left over would be sent as well.
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
    at = legal_time.now()
    for number in range(MESSAGES):
        words = Words(short=f"Hồ sơ H99.1.1-261116-{number:04d} đã được tiếp nhận.")
        outbox.put_code(f"0912{number:06d}", cause=f"{gateway} {number}", about="bench", words=words, at=at)


def _count(gateway: str) -> int:
    from motcua.foundation.messaging.models import Message, State

    return Message.objects.filter(gateway=gateway, state__in=(State.SENT, State.DELIVERED)).count()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
