"""Papers over bad lines: a client that others wrote (tuspy) speaks with our server, and is cut in the middle."""

import hashlib
import io
import os
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed
from tusclient.uploader.uploader import Uploader

from motcua.dossiers.models import Dossier
from motcua.foundation.files import storage, sweep, uploads
from motcua.foundation.files.incoming import incoming_dir
from motcua.foundation.files.models import StoredFile, Upload
from tests import papers
from tests.doors import door
from tests.world import MONDAY, TUESDAY, World, account

ITEM = "gpxd_ban_chinh"
CSRF = "b" * 32
PIECE = 100_000


def without_papers(dossier: Dossier) -> Dossier:
    dossier.papers.all().delete()
    return dossier


@pytest.fixture
def draft(world: World) -> Dossier:
    """Lan's, with nothing attached yet."""
    return without_papers(world.draft("1.013227"))


@pytest.fixture
def seen_by_all(committed_world: World) -> Dossier:
    """The same where servers with connections of their own see it."""
    return without_papers(committed_world.draft("1.013227"))


def headers_of(sign_in: str) -> dict[str, str]:
    cookie = door(sign_in).cookies["sessionid"].value
    return {"Cookie": f"sessionid={cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF}


def sender(server: str, draft: Dossier, content: bytes, *, by: str = "lan", **more: Any) -> Uploader:
    client = TusClient(f"{server}/drafts/{draft.uuid}/uploads", headers=headers_of(by))
    told = {"item": ITEM, "filename": "Giấy phép xây dựng.pdf"}
    settings_of_ours = {"chunk_size": PIECE, "metadata": told, "retries": 0, **more}
    uploader: Uploader = client.uploader(file_stream=io.BytesIO(content), **settings_of_ours)
    return uploader


def attached(draft: Dossier) -> list[StoredFile]:
    return [paper.file for paper in draft.papers.select_related("file")]


def a_big_paper() -> bytes:
    return papers.large(papers.a_pdf())[:]


def test_a_file_in_pieces_becomes_a_paper_of_the_draft(live_server: LiveServer, seen_by_all: Dossier) -> None:
    content = a_big_paper()

    sender(live_server.url, seen_by_all, content, upload_checksum=True).upload()

    [file] = attached(seen_by_all)
    assert (file.name, file.size) == ("Giấy phép xây dựng.pdf", len(content))
    assert storage.read_back(file).sha256 == hashlib.sha256(content).hexdigest()
    assert list(incoming_dir().iterdir()) == []
    assert "Giấy phép xây dựng.pdf" in door("lan").get(f"/drafts/{seen_by_all.uuid}/papers").content.decode()


def test_another_client_goes_on_where_the_first_was_cut(live_server: LiveServer, seen_by_all: Dossier) -> None:
    content = a_big_paper()
    first = sender(live_server.url, seen_by_all, content)
    first.upload(stop_at=3 * PIECE)

    second = sender(live_server.url, seen_by_all, content, url=first.url)

    assert second.offset == 3 * PIECE
    assert attached(seen_by_all) == []
    second.upload()
    assert [file.sha256 for file in attached(seen_by_all)] == [hashlib.sha256(content).hexdigest()]


def test_a_line_that_breaks_within_a_piece_loses_only_what_was_on_its_way(
    live_server: LiveServer, seen_by_all: Dossier
) -> None:
    content = a_big_paper()
    first = sender(live_server.url, seen_by_all, content)
    first.upload(stop_at=PIECE)
    half_a_piece(first.url or "", at=PIECE, announced=PIECE, sent=content[PIECE : PIECE + 70_000])

    second = sender(live_server.url, seen_by_all, content, url=first.url, retries=20, retry_delay=0)
    second.upload()

    assert [file.sha256 for file in attached(seen_by_all)] == [hashlib.sha256(content).hexdigest()]


def half_a_piece(url: str, *, at: int, announced: int, sent: bytes) -> None:
    """A PATCH whose connection ends before what it announced has come."""
    host, path = url.removeprefix("http://").split("/", 1)
    name, port = host.split(":")
    told = {
        **headers_of("lan"),
        "Host": host,
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": str(at),
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(announced),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    with closing(socket.create_connection((name, int(port)))) as line:
        line.sendall(f"PATCH /{path} HTTP/1.1\r\n{lines}\r\n".encode() + sent)


def test_what_is_refused_is_refused_with_its_sentence_and_leaves_nothing(
    live_server: LiveServer, seen_by_all: Dossier
) -> None:
    refused = sender(live_server.url, seen_by_all, papers.large(papers.a_pdf_that_opens_with("/Launch")))

    with pytest.raises(TusUploadFailed) as problem:
        refused.upload()

    assert problem.value.status_code == 422
    assert "Trong tệp có chương trình" in problem.value.response_content.decode()
    assert (attached(seen_by_all), Upload.objects.count(), list(incoming_dir().iterdir())) == ([], 0, [])


@pytest.mark.parametrize("stranger", ["binh", "minh"])
def test_another_person_s_upload_is_not_there(live_server: LiveServer, seen_by_all: Dossier, stranger: str) -> None:
    mine = sender(live_server.url, seen_by_all, a_big_paper())
    mine.upload(stop_at=PIECE)

    with pytest.raises(TusCommunicationError):
        sender(live_server.url, seen_by_all, b"x" * 10, by=stranger).upload()
    theirs = TusClient("", headers=headers_of(stranger))
    with pytest.raises(TusCommunicationError):
        theirs.uploader(file_stream=io.BytesIO(a_big_paper()), url=mine.url)

    assert uploads.offset(Upload.objects.get()) == PIECE


class Door:
    """Single requests of the protocol, without a client that knows it."""

    def __init__(self, draft: Dossier, *, checks_csrf: bool = False) -> None:
        self.client = Client(enforce_csrf_checks=checks_csrf)
        self.client.force_login(account("lan"))
        self.place = f"/drafts/{draft.uuid}/uploads"

    def begin(self, size: int, **more: str) -> Any:
        told = f"item {b64encode(ITEM.encode()).decode()},filename {b64encode(b'a.pdf').decode()}"
        fields = {"Upload-Length": str(size), "Upload-Metadata": told, "Tus-Resumable": "1.0.0", **more}
        return self.client.post(self.place, content_type="application/offset+octet-stream", headers=fields)

    def ask(self, method: str, where: str, content: bytes = b"", **more: str) -> Any:
        fields = {"Tus-Resumable": "1.0.0", **{name.replace("_", "-"): value for name, value in more.items()}}
        kind = fields.pop("Content-Type", "application/offset+octet-stream")
        return self.client.generic(method, where, content, content_type=kind, headers=fields)


@pytest.fixture
def lan(draft: Dossier) -> Door:
    return Door(draft)


def test_the_server_says_what_it_can_do(lan: Door) -> None:
    answer = lan.client.options(lan.place)

    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,termination,checksum,expiration"
    assert answer["Tus-Max-Size"] == str(settings.MAX_PAPER_BYTES)


@pytest.mark.parametrize(
    ("method", "content", "fields", "status"),
    [
        ("PATCH", b"x", {"Upload_Offset": "5"}, 409),
        ("PATCH", b"x", {"Upload_Offset": "0", "Tus_Resumable": "0.2.2"}, 412),
        ("PATCH", b"x", {"Upload_Offset": "0", "Content_Type": "text/plain"}, 415),
        ("PATCH", b"x", {"Upload_Offset": "-1"}, 400),
        ("PATCH", b"x", {}, 400),
        ("PATCH", b"x" * 2000, {"Upload_Offset": "0"}, 413),
        ("PATCH", b"x", {"Upload_Offset": "0", "Upload_Checksum": "sha1 AAAA"}, 460),
        ("PATCH", b"x", {"Upload_Offset": "0", "Upload_Checksum": "md9 AAAA"}, 400),
        ("GET", b"", {}, 405),
    ],
    ids=["offset", "version", "kind", "negative", "no offset", "too much", "digest", "algorithm", "method"],
)
def test_what_is_not_the_protocol_changes_nothing(
    lan: Door, method: str, content: bytes, fields: dict[str, str], status: int
) -> None:
    where = lan.begin(1000)["Location"]

    assert lan.ask(method, where, content, **fields).status_code == status

    assert lan.ask("HEAD", where)["Upload-Offset"] == "0"


@pytest.mark.parametrize("size", [0, 20_000_001])
def test_a_size_that_cannot_be_kept_is_refused_before_anything_is_sent(lan: Door, size: int) -> None:
    assert lan.begin(size).status_code == 422
    assert Upload.objects.count() == 0


@pytest.mark.parametrize("told", ["item", "item AAAA", "item ???", f"item {b64encode(b'no_such').decode()}"])
def test_an_upload_is_for_a_paper_that_exists(lan: Door, told: str) -> None:
    assert lan.begin(1000, **{"Upload-Metadata": told}).status_code in {400, 404}


def test_a_page_of_another_site_cannot_begin(draft: Dossier) -> None:
    assert Door(draft, checks_csrf=True).begin(1000).status_code == 403


def test_our_own_page_can(draft: Dossier) -> None:
    lan = Door(draft, checks_csrf=True)
    lan.client.cookies["csrftoken"] = CSRF

    assert lan.begin(1000, **{"X-CSRFToken": CSRF}).status_code == 201


def test_an_upload_can_be_taken_back(lan: Door) -> None:
    where = lan.begin(1000)["Location"]

    assert lan.ask("DELETE", where).status_code == 204

    assert lan.ask("HEAD", where).status_code == 404
    assert list(incoming_dir().iterdir()) == []


def test_two_connections_do_not_write_into_each_other(lan: Door) -> None:
    where = lan.begin(1000)["Location"]

    with uploads._locked(Upload.objects.get()):
        assert lan.ask("PATCH", where, b"x", Upload_Offset="0").status_code == 423


def test_the_last_byte_came_and_the_server_died_before_it_was_attached(lan: Door, draft: Dossier) -> None:
    content = papers.a_pdf()
    where = lan.begin(len(content))["Location"]
    uploads.append(Upload.objects.get(), io.BytesIO(content), at_offset=0)

    assert lan.ask("HEAD", where)["Upload-Offset"] == str(len(content))
    assert lan.ask("HEAD", where)["Upload-Offset"] == str(len(content))

    assert [file.size for file in attached(draft)] == [len(content)]


def test_the_oldest_of_too_many_gives_way(lan: Door) -> None:
    places = [lan.begin(1000)["Location"] for _ in range(uploads.MOST_OPEN + 2)]

    answers = [lan.ask("HEAD", place).status_code for place in places]

    assert answers == [404, 404] + [200] * uploads.MOST_OPEN
    assert len(list(incoming_dir().iterdir())) == uploads.MOST_OPEN


def test_what_nobody_goes_on_with_is_given_up_after_a_day(lan: Door) -> None:
    old, fresh = (lan.begin(1000)["Location"] for _ in range(2))
    Upload.objects.update(begun_at=MONDAY)
    two_days_ago = (incoming_dir() / old.rpartition("/")[2]).stat().st_mtime - 2 * 86400
    os.utime(incoming_dir() / old.rpartition("/")[2], (two_days_ago, two_days_ago))

    sweep.give_up_half_written(before=two_days_ago + 1)
    sweep.forget_uploads(at=TUESDAY + timedelta(days=1))

    assert lan.ask("HEAD", old).status_code == 404
    assert lan.ask("HEAD", fresh).status_code == 200


def test_bytes_that_are_gone_are_said_to_be_gone(lan: Door) -> None:
    where = lan.begin(1000)["Location"]
    (incoming_dir() / where.rpartition("/")[2]).unlink()

    assert lan.ask("HEAD", where).status_code == 410
    assert lan.ask("PATCH", where, b"x", Upload_Offset="0").status_code == 410


@contextmanager
def granian(files_dir: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The web server of an installation, on the database of this test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    found = connection.settings_dict
    where = f"postgresql://{found['USER']}@/{found['NAME']}?host={found['HOST']}&port={found['PORT'] or 5432}"
    keys = {name: getattr(settings, name) for name in ("SECRET_KEY", "PERSONAL_DATA_KEY", "SEARCH_KEY")}
    static = {"STATIC_DIR": str(files_dir.parent / "static")}
    told = {**os.environ, **keys, **static, "DATABASE_URL": where, "FILES_DIR": str(files_dir), "LOG_LEVEL": "ERROR"}
    command = (
        *(sys.executable, "-m", "granian", "motcua.config.wsgi:application", "--interface", "wsgi", "--no-ws"),
        *("--host", "127.0.0.1", "--port", str(port), "--log-level", "error"),
    )
    process = subprocess.Popen(command, env=told, start_new_session=True)
    try:
        _wait_for(process, port)
        yield f"http://127.0.0.1:{port}", process
    finally:
        kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """The whole group, as by a power cut: nothing gets to tidy up."""
    if process.poll() is None:
        os.killpg(process.pid, 9)
    process.wait()


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    while process.poll() is None:
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as knock:
            try:
                knock.request("OPTIONS", "/health")
                knock.getresponse()
            except OSError:
                continue
            return
    raise AssertionError("the web server did not start")


@pytest.mark.parametrize("cut_short", [0, 50_000], ids=["between two pieces", "within a piece"])
def test_a_killed_server_is_gone_on_with(
    files_dir: Path, settings: Settings, seen_by_all: Dossier, cut_short: int
) -> None:
    """What reached it is there, also of a piece that never came whole."""
    settings.FILES_DIR = files_dir
    content, came = a_big_paper(), 4 * PIECE + cut_short
    with granian(files_dir) as (server, process):
        first = sender(server, seen_by_all, content)
        first.upload(stop_at=4 * PIECE)
        if cut_short:
            half_a_piece(first.url or "", at=4 * PIECE, announced=PIECE, sent=content[4 * PIECE : came])
        deadline = monotonic() + 20
        while uploads.offset(Upload.objects.get()) < came and monotonic() < deadline:
            continue
        kill(process)

    assert uploads.offset(Upload.objects.get()) == came
    with granian(files_dir) as (again, _):
        path = (first.url or "").split("/", 3)[3]
        sender(again, seen_by_all, content, url=f"{again}/{path}").upload()

    assert [file.sha256 for file in attached(seen_by_all)] == [hashlib.sha256(content).hexdigest()]
