"""Opening a photograph or scan without unpacking it: a small file can claim to be a picture of a square kilometre."""

import mmap
import re
from pathlib import Path
from typing import BinaryIO

from PIL import Image, JpegImagePlugin, PngImagePlugin

from motcua.foundation.files.pdf import FileBroken
from motcua.foundation.refusals import Refusal

#: A sheet of A4 at 600 dpi has 35 million, a telephone's photograph 12 to 50.
MOST_PIXELS = 60_000_000
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
#: Between scans every FF is followed by 00 or a restart mark; any other pair begins the next segment.
_NEXT_SEGMENT = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")


class ImageTooLarge(Refusal):
    """A picture with this many points fills the memory of whoever opens it and is no easier to read."""


def open_jpeg(path: Path) -> int:
    try:
        with path.open("rb") as file, JpegImagePlugin.JpegImageFile(file) as image:
            _require_bounded(image)
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return _end_of_jpeg(content)
    except (OSError, SyntaxError, ValueError, IndexError) as problem:
        raise FileBroken from problem


def open_png(path: Path) -> int:
    try:
        with path.open("rb") as file, PngImagePlugin.PngImageFile(file) as image:
            _require_bounded(image)
            image.verify()
            return _end_of_png(file)
    except (OSError, SyntaxError, ValueError) as problem:
        raise FileBroken from problem


def _require_bounded(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise ImageTooLarge(pixels=image.width * image.height, most=MOST_PIXELS)


def _end_of_png(file: BinaryIO) -> int:
    """The library has stopped within the last chunk, which is the same in every file."""
    end = file.tell() + len(_PNG_END) - _PNG_END.index(b"IEND") - len(b"IEND")
    file.seek(end - len(_PNG_END))
    if file.read(len(_PNG_END)) != _PNG_END:
        raise FileBroken
    return end


def _end_of_jpeg(content: mmap.mmap) -> int:
    """Go from segment to segment until the picture ends. What cameras add behind the end is not the picture."""
    at, scanned = 2, False
    while found := _NEXT_SEGMENT.search(content, at):
        marker = content[found.start(1)]
        if marker == _END_OF_IMAGE and scanned:
            return found.end()
        scanned = scanned or marker == _START_OF_SCAN
        at = found.end() + int.from_bytes(content[found.end() : found.end() + 2])
    raise FileBroken
