"""What is written is there after the power failed: a file once it is synced, a folder once the one above it is."""

import os
from contextlib import suppress
from pathlib import Path


def make_folder(folder: Path) -> None:
    """A new folder is durable only once the folder above it is."""
    if not folder.is_dir():
        make_folder(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
