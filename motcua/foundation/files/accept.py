"""What may be handed in: decided by opening the file, never by its name or by what the browser says."""

from collections.abc import Callable
from pathlib import Path

import filetype

from motcua.foundation.files.images import open_jpeg, open_png
from motcua.foundation.files.kinds import KINDS, MediaType
from motcua.foundation.files.pdf import open_pdf
from motcua.foundation.refusals import Refusal

_HEAD_BYTES = 4096
_OPENED_BY: dict[MediaType, Callable[[Path], None]] = {
    MediaType.PDF: open_pdf,
    MediaType.JPEG: open_jpeg,
    MediaType.PNG: open_png,
}


class FileEmpty(Refusal):
    """A file without a byte proves nothing; it is usually a failed copy."""


class FileKindNotAccepted(Refusal):
    """Only kinds that every officer can open, and that the system can check, are taken."""


def accepted_media_type(path: Path) -> MediaType:
    """The kind of the file at `path`, after it was opened from front to back, or the reason why it is refused."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise FileEmpty
    for kind in KINDS:
        if head.startswith(kind.begins_with):
            _OPENED_BY[kind.media_type](path)
            return kind.media_type
    raise FileKindNotAccepted(kind=filetype.guess_extension(head) or "")
