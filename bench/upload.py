"""How fast papers come in: in one request and in pieces by tus, beside the disk that syncs the same bytes."""

import os
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from bench import drafts, sessions
from bench.database import durability, postmaster
from bench.figures import Report, machine
from bench.load import Failed, Meter, Person, Visit, measure, timed, with_threads
from bench.memory import peak_of
from bench.options import Options
from bench.web import THREADS, WORKERS, Browser, Server, server
from motcua.config.seeding.people import add_people
from motcua.dossiers.models import Dossier
from motcua.foundation.accounts.models import Account

MEGABYTE = 1_000_000
PAPER_MEGABYTES = 10
PIECE = 1 * MEGABYTE
#: At once: a few big files are enough to keep two cores and a disk busy.
MOST_PEOPLE = 4
#: So many different papers; the same is not kept twice for one draft, but it is written, opened and compared.
PAPERS = 6
#: Sends the content to the draft's paper.
Send = Callable[[Browser, str, str, bytes], None]
PLAIN, PIECES = "a paper in one request", "the same in pieces of 1 MB"
LIMIT, LIMIT_OF_PIECES = "write and sync once", "write and sync each piece"


def run(options: Options) -> Report:
    people, papers, item = _lay(min(options.clients, MOST_PEOPLE))
    report = Report("upload", {**machine(), **durability(), **_facts(len(people))})
    with server() as web:
        meter = Meter(web.pid, postmaster())
        with_threads([_sender(web, people, number, papers, item, _in_one) for number in range(len(people))], seconds=2)
        before = peak_of(web.pid)
        for name, send in ((PLAIN, _in_one), (PIECES, _in_pieces)):
            senders = [_sender(web, people, number, papers, item, send) for number in range(len(people))]
            report.add(measure(name, partial(with_threads, senders, seconds=options.seconds), meter=meter))
        grown = peak_of(web.pid) - before
    for name, piece in ((LIMIT, len(papers[0])), (LIMIT_OF_PIECES, PIECE)):
        writers = [_writer(papers, piece) for _ in people]
        writing = Meter(os.getpid(), None)
        report.add(measure(name, partial(with_threads, writers, seconds=options.seconds), meter=writing))
    _tell(report, megabytes=len(papers[0]) / MEGABYTE)
    report.others["memory of the web server grown by, MB"] = round(grown / 1024, 1)
    return report


def _facts(people: int) -> dict[str, object]:
    return {
        "web": f"granian, {WORKERS} workers with {THREADS} threads each",
        "clients": f"{people}, each with one file at a time, on the same cores",
        "files": f"PDF of {PAPER_MEGABYTES} MB, opened in a process of its own before it is kept",
    }


def _tell(report: Report, *, megabytes: float) -> None:
    for each in report.measured:
        report.others[f"MB/s, {each.name}"] = round(each.rate * megabytes, 1)
        if each.app_cpu_ms is not None:
            report.others[f"CPU ms for each MB, {each.name}"] = round(each.app_cpu_ms / megabytes, 2)
    for name, limit in ((PLAIN, LIMIT), (PIECES, LIMIT_OF_PIECES)):
        report.compare(name, limit=limit)


def _lay(count: int) -> tuple[list[tuple[str, Dossier]], list[bytes], str]:
    """People with a session and a draft of their own, and papers that are unlike each other."""
    for command in (["migrate", "--verbosity=0"], ["load_calendar"], ["load_catalogue"], ["load_demo"]):
        call_command(*command, stdout=StringIO())
    at = timezone.now()
    _, numbers = add_people(count, at)
    accounts = [Account.objects.get(pk=number) for number in numbers[:count]]
    case = drafts.case(at=at)
    made = drafts.prepare(count, of=case, accounts=accounts, files=drafts.on_disk(2, by=accounts[0], at=at), at=at)
    papers = [drafts.pdf(PAPER_MEGABYTES * MEGABYTE) for _ in range(PAPERS)]
    return list(zip(sessions.sign_in(accounts), made, strict=True)), papers, case.paper


def _sender(
    web: Server, people: list[tuple[str, Dossier]], number: int, papers: list[bytes], item: str, send: Send
) -> Person:
    session, dossier = people[number]

    def begin() -> Visit:
        browser = Browser(web.port, session=session)
        turn = iter(range(number, 1_000_000))

        def visit() -> float:
            content = papers[next(turn) % len(papers)]
            return timed(lambda: send(browser, f"/drafts/{dossier.uuid}", item, content))

        return visit

    return begin


def _in_one(browser: Browser, draft: str, item: str, content: bytes) -> None:
    answer = browser.upload(f"{draft}/papers", {"item": item}, content=content)
    if answer.status != 302:
        raise Failed(f"papers: {answer.status}")


def _in_pieces(browser: Browser, draft: str, item: str, content: bytes) -> None:
    told = f"item {b64encode(item.encode()).decode()},filename {b64encode(b'giay.pdf').decode()}"
    speaking = {"Tus-Resumable": "1.0.0"}
    begun = browser.send(
        "POST", f"{draft}/uploads", b"", {**speaking, "Upload-Length": str(len(content)), "Upload-Metadata": told}
    )
    for at in range(0, len(content), PIECE):
        headers = {**speaking, "Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"}
        answer = browser.send("PATCH", begun.location, content[at : at + PIECE], headers)
        if answer.status != 204:
            raise Failed(f"piece at {at}: {answer.status}")


def _writer(papers: list[bytes], piece: int) -> Person:
    """What the disk takes: into new files in the same folder, each taken away again."""

    def begin() -> Visit:
        turn = iter(range(1_000_000))
        place = Path(settings.FILES_DIR, f"limit-{os.getpid()}-{id(turn)}")

        def visit() -> float:
            content = papers[next(turn) % len(papers)]
            milliseconds = timed(lambda: _write(place, content, piece))
            place.unlink()
            return milliseconds

        return visit

    return begin


def _write(place: Path, content: bytes, piece: int) -> None:
    with place.open("wb", buffering=0) as file:
        for at in range(0, len(content), piece):
            file.write(content[at : at + piece])
            os.fsync(file.fileno())
