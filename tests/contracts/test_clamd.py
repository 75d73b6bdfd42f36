"""The virus scanner: ClamAV's own daemon of Debian, and a stand-in that behaves badly.

Its signatures are two lines of our own, since none come with the package: one for EICAR's harmless test text.
"""

import io
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from motcua.config import worker
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.queries import tracking
from motcua.foundation.audit.models import Look
from motcua.foundation.files import clamd, storage
from motcua.foundation.files.models import ScanState, StoredFile
from motcua.foundation.jobs.queue import JOBS
from tests import papers
from tests.doors import door
from tests.pages.portal import downloaded
from tests.world import MONDAY, TUESDAY, World, account

#: In two halves, so that no scanner minds this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
needs_clamd = pytest.mark.skipif(CLAMD is None, reason="clamd is not installed (Debian: clamav-daemon)")


@pytest.fixture(scope="session")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A clamd of this run, on a socket in a folder of its own."""
    place = tmp_path_factory.mktemp("clamd")
    signatures = place / "signatures"
    signatures.mkdir()
    (signatures / "ours.ndb").write_text(f"Eicar-Test-Text:0:*:{EICAR.hex()}\n", encoding="ascii")
    told = {
        "DatabaseDirectory": signatures,
        "LocalSocket": place / "clamd.ctl",
        "Foreground": "yes",
        "StreamMaxLength": "25M",
        "ScanPDF": "yes",
        "PidFile": place / "clamd.pid",
    }
    configuration = place / "clamd.conf"
    lines = [f"{name} {value}" for name, value in told.items()]
    configuration.write_text("\n".join(lines) + "\n", encoding="ascii")
    log = (place / "log").open("wb")
    process = subprocess.Popen([CLAMD or "", "--config-file", str(configuration)], stdout=log, stderr=log)
    address = str(place / "clamd.ctl")
    try:
        while not _answers(address):
            assert process.poll() is None, (place / "log").read_text()
        yield address
    finally:
        process.terminate()
        process.wait()
        log.close()


def _answers(address: str) -> bool:
    with suppress(OSError), closing(socket.socket(socket.AF_UNIX)) as knock:
        knock.connect(address)
        return True
    return False


def a_pdf_that_says(text: bytes) -> bytes:
    """The text lies in a stream, packed: a scanner has to open the PDF to see it."""
    return papers.a_pdf(lambda document: setattr(document.Root, "Note", document.make_stream(text)))


@pytest.mark.parametrize(
    ("content", "infected"),
    [(EICAR, True), (b"a harmless text", False), (papers.a_pdf(), False), (a_pdf_that_says(EICAR), True)],
    ids=["EICAR", "text", "PDF", "EICAR in a PDF"],
)
@needs_clamd
def test_the_daemon_tells_a_virus_from_a_paper(daemon: str, content: bytes, infected: bool) -> None:  # noqa: FBT001
    assert clamd.is_infected(io.BytesIO(content), address=daemon) is infected


@needs_clamd
def test_what_is_larger_than_its_limit_is_never_taken_for_clean(daemon: str) -> None:
    with pytest.raises(clamd.ScannerSilent):
        clamd.is_infected(io.BytesIO(bytes(26 * 2**20)), address=daemon)


@pytest.mark.parametrize(
    "answer",
    [b"", b"stream: OK", b"stream: O", b"stream: lost ERROR\0", b"INSTREAM size limit exceeded. ERROR\0", b"x" * 9000],
    ids=["silence", "no end", "half", "error", "limit", "endless"],
)
def test_an_answer_that_is_no_verdict_is_none(stand_in: Callable[[bytes], str], answer: bytes) -> None:
    with pytest.raises(clamd.ScannerSilent):
        clamd.is_infected(io.BytesIO(b"paper"), address=stand_in(answer))


def test_the_stand_in_can_speak_well(stand_in: Callable[[bytes], str]) -> None:
    """Negative control of the test above."""
    assert clamd.is_infected(io.BytesIO(b"paper"), address=stand_in(b"stream: OK\0")) is False
    assert clamd.is_infected(io.BytesIO(b"paper"), address=stand_in(b"stream: Some.Virus FOUND\0")) is True


def test_nobody_there_is_no_verdict(tmp_path: Path) -> None:
    for address in ("127.0.0.1:1", str(tmp_path / "none.ctl"), ""):
        with pytest.raises(clamd.ScannerSilent):
            clamd.is_infected(io.BytesIO(b"paper"), address=address)


@pytest.fixture
def stand_in() -> Iterator[Callable[[bytes], str]]:
    """Takes a stream over TCP, says what it is told to say and hangs up."""
    listening: list[socket.socket] = []

    def start(answer: bytes) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        listening.append(server)
        threading.Thread(target=_serve, args=(server, answer), daemon=True).start()
        return f"127.0.0.1:{server.getsockname()[1]}"

    yield start
    for server in listening:
        server.close()


def _serve(server: socket.socket, answer: bytes) -> None:
    with suppress(OSError):
        line, _ = server.accept()
        with line:
            taken = b""
            while not taken.endswith(b"\0\0\0\0"):
                taken += line.recv(65536)
            line.sendall(answer)


@pytest.fixture
def scanned(settings: Settings, stand_in: Callable[[bytes], str]) -> Callable[[bytes], None]:
    """Configures a scanner that will say this."""

    def configure(answer: bytes) -> None:
        settings.CLAMD_ADDRESS = stand_in(answer)

    return configure


@pytest.fixture
def waiting(world: World, settings: Settings) -> Dossier:
    """Lan's draft whose papers came while the scanner was away."""
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    return world.draft("1.013227")


def states(dossier: Dossier) -> set[str]:
    return set(StoredFile.objects.filter(pk__in=dossier.papers.values("file")).values_list("scan_state", flat=True))


def scan_all(dossier: Dossier) -> None:
    for file in dossier.papers.values_list("file", flat=True):
        JOBS["files.scan"].run(file_id=UUID(str(file)).int)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def test_without_a_scanner_nothing_waits(world: World) -> None:
    assert states(world.draft("1.013227")) == {ScanState.NOT_CONFIGURED}


def test_what_is_not_scanned_is_opened_by_nobody(world: World, waiting: Dossier) -> None:
    file = waiting.papers.get().file_id

    refused = door("lan").get(f"/drafts/{waiting.uuid}/files/{file}")

    assert refused.status_code == 409
    assert "đang chờ kiểm tra vi-rút" in refused.content.decode()
    assert "đang kiểm tra vi-rút" in page(door("lan"), f"/drafts/{waiting.uuid}/papers")


def test_a_dossier_is_filed_while_its_papers_wait_and_the_officer_waits_too(
    world: World, settings: Settings, scanned: Callable[[bytes], None]
) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    dossier = world.submitted("1.013227")
    address = f"/desk/dossiers/{dossier.code}/files/{dossier.papers.get().file_id}"

    assert door("minh").get(address).status_code == 409
    assert not Look.objects.filter(file_id=dossier.papers.get().file_id).exists()

    scanned(b"stream: OK\0")
    scan_all(dossier)
    assert downloaded(door("minh").get(address))
    assert Look.objects.filter(file_id=dossier.papers.get().file_id).exists()


def test_while_the_scanner_is_silent_the_job_fails_and_is_tried_again(waiting: Dossier) -> None:
    with pytest.raises(clamd.ScannerSilent):
        scan_all(waiting)

    assert states(waiting) == {ScanState.WAITING}


def test_the_clock_takes_up_what_waited(waiting: Dossier, scanned: Callable[[bytes], None]) -> None:
    scanned(b"stream: OK\0")

    worker.scan_waiting(timestamp=0)

    assert states(waiting) == {ScanState.CLEAN}


def test_a_file_that_is_gone_does_not_keep_the_others_waiting(
    world: World, waiting: Dossier, scanned: Callable[[bytes], None]
) -> None:
    storage.path_of(waiting.papers.get().file_id).unlink()
    behind = world.draft("1.013227", at=TUESDAY)
    scanned(b"stream: OK\0")

    worker.scan_waiting(timestamp=0)

    assert (states(waiting), states(behind)) == ({ScanState.WAITING}, {ScanState.CLEAN})


def test_a_silent_scanner_does_not_stop_the_clock(waiting: Dossier) -> None:
    worker.scan_waiting(timestamp=0)

    assert states(waiting) == {ScanState.WAITING}


def test_an_infected_paper_is_no_paper(world: World, waiting: Dossier, scanned: Callable[[bytes], None]) -> None:
    scanned(b"stream: Some.Virus FOUND\0")
    scan_all(waiting)

    shown = page(door("lan"), f"/drafts/{waiting.uuid}/papers")

    assert "Tệp này có vi-rút nên không dùng được" in shown
    assert "Cần đính kèm" in shown
    assert "phải hoàn thiện trước khi nộp" in page(door("lan"), f"/drafts/{waiting.uuid}/check")
    refused = door("lan").post(f"/drafts/{waiting.uuid}/submission", {"key": "0123456789abcdef"})
    assert refused.get("Location", "").endswith("/receipt") is False
    assert tracking.own(world.lan).filter(code__gt="").count() == 0


def test_an_infected_paper_does_not_go_along_with_a_good_one(
    world: World, waiting: Dossier, scanned: Callable[[bytes], None], settings: Settings
) -> None:
    scanned(b"stream: Some.Virus FOUND\0")
    scan_all(waiting)
    settings.CLAMD_ADDRESS = ""
    infected = waiting.papers.get()
    good = storage.store(io.BytesIO(papers.a_picture()), name="moi.jpg", by=account("lan"), at=MONDAY)
    Paper.objects.create(dossier=waiting, item=infected.item, file=good, added_at=MONDAY)
    check = page(door("lan"), f"/drafts/{waiting.uuid}/check")
    assert 'name="key"' in check

    door("lan").post(f"/drafts/{waiting.uuid}/submission", {"key": "0123456789abcdef0123456789abcdef"})

    assert [paper["file"] for paper in waiting.filings.get().papers] == [str(good.pk)]


def test_a_file_that_went_away_needs_no_look(waiting: Dossier) -> None:
    file = waiting.papers.get().file_id
    waiting.papers.all().delete()
    StoredFile.objects.filter(pk=file).delete()

    JOBS["files.scan"].run(file_id=file.int)


@needs_clamd
@pytest.mark.django_db
def test_the_whole_way_with_the_real_daemon(daemon: str, world: World, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = daemon
    bad, good = (
        storage.store(io.BytesIO(content), name="giay.pdf", by=account("lan"), at=MONDAY)
        for content in (a_pdf_that_says(EICAR), papers.a_pdf())
    )

    for file in (bad, good):
        JOBS["files.scan"].run(file_id=file.pk.int)
        file.refresh_from_db()

    assert (bad.scan_state, good.scan_state) == (ScanState.INFECTED, ScanState.CLEAN)
