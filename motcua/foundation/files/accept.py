"""What may be handed in: decided by opening the file, never by its name or by what the browser says."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import filetype

from motcua.foundation.files.images import open_jpeg, open_png
from motcua.foundation.files.kinds import KINDS, MediaType
from motcua.foundation.files.other_nature import require_one_nature
from motcua.foundation.files.pdf import open_pdf
from motcua.foundation.refusals import Refusal

_HEAD_BYTES = 4096
#: Each gives the number of bytes up to the file's own end.
_OPENED_BY: dict[MediaType, Callable[[Path], int]] = {
    MediaType.PDF: open_pdf,
    MediaType.JPEG: open_jpeg,
    MediaType.PNG: open_png,
}


class FileEmpty(Refusal):
    """A file without a byte proves nothing; it is usually a failed copy."""


class FileKindNotAccepted(Refusal):
    """Only kinds that every officer can open, and that the system can check, are taken."""


@dataclass(frozen=True, slots=True)
class Opened:
    """`size` is where the file itself ends: cameras hang films behind their pictures, and others worse."""

    media_type: MediaType
    size: int


def opened(path: Path) -> Opened:
    """What the file at `path` is, after it was opened from front to back, or the reason why it is refused."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise FileEmpty
    for kind in KINDS:
        if head.startswith(kind.begins_with):
            size = _OPENED_BY[kind.media_type](path)
            require_one_nature(path, size=size)
            return Opened(kind.media_type, size)
    raise FileKindNotAccepted(kind=filetype.guess_extension(head) or "")
