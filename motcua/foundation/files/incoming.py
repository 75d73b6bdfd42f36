"""The folder where files are written before anybody has looked at them. It is always one of this machine."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from motcua.foundation.files.durable import make_folder
from motcua.foundation.refusals import Refusal

#: Under the folder of files; the sweep knows it too.
INCOMING = "incoming"


class StorageFull(Refusal):
    """The disk has no room left: the file was not kept, and what was kept before is unharmed."""


def files_dir() -> Path:
    return Path(settings.FILES_DIR)


def incoming_dir() -> Path:
    folder = files_dir() / INCOMING
    make_folder(folder)
    return folder


@contextmanager
def place_to_write() -> Iterator[Path]:
    """A name that nobody has; whatever is left there when something goes wrong is taken away."""
    with refusing_when_full():
        temporary = incoming_dir() / str(uuid4())
        try:
            yield temporary
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()


@contextmanager
def refusing_when_full() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StorageFull from problem
        raise


def new_file(path: Path) -> BufferedWriter:
    """What is being handed in is nobody else's to read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
