"""One file that two programs read as two different things: a picture that is also an archive, a paper and a page.

We give files out so that no browser interprets them. What the officer's own machine does with a saved file we
cannot know, so a file has to be one thing only.
"""

import mmap
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from motcua.foundation.files.pdf import FileCarriesPrograms

#: As far as browsers look when they guess what a file is, and more.
_HEAD_BYTES = 4096
_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe|object|embed)[\s>/]", re.IGNORECASE)
#: Archives that are found wherever they begin.
_ARCHIVES = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7Z"}
#: ZIP is read from its end: a record within the last 64 kB that says where the list of files stands before it.
_ZIP_END, _ZIP_ENTRY, _ZIP_RECORD = b"PK\x05\x06", b"PK\x01\x02", struct.Struct("<4s4H2LH")
_ZIP_END_WITHIN = _ZIP_RECORD.size + 0xFFFF


def require_one_nature(path: Path, *, size: int) -> None:
    """Looks at the first `size` bytes: the rest is not kept."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ) as content:
        for found in _natures(content):
            raise FileCarriesPrograms(found=found)


def _natures(content: mmap.mmap) -> Iterator[str]:
    if _PAGE.search(content[:_HEAD_BYTES]):
        yield "HTML"
    if _is_zip(content):
        yield "ZIP"
    yield from (name for mark, name in _ARCHIVES.items() if content.find(mark) >= 0)


def _is_zip(content: mmap.mmap) -> bool:
    """The four letters alone come by chance in one photograph of some ten thousand; with the list they do not."""
    at = len(content)
    while (at := content.rfind(_ZIP_END, max(0, len(content) - _ZIP_END_WITHIN), at)) >= 0:
        record = content[at : at + _ZIP_RECORD.size]
        if len(record) == _ZIP_RECORD.size:
            listed = at - _ZIP_RECORD.unpack(record)[5]
            if listed >= 0 and content[listed : listed + len(_ZIP_ENTRY)] == _ZIP_ENTRY:
                return True
    return False
