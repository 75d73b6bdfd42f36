"""Several photographs of one paper become one document, in the order in which they were given."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import img2pdf
from PIL import Image

from motcua.foundation.accounts.models import Account
from motcua.foundation.files import storage
from motcua.foundation.files.accept import opened
from motcua.foundation.files.images import ImageTooLarge
from motcua.foundation.files.incoming import place_to_write
from motcua.foundation.files.kinds import MediaType
from motcua.foundation.files.models import StoredFile
from motcua.foundation.refusals import Refusal

MOST_PICTURES = 30
#: A picture that has to be drawn anew lies unpacked in memory; photographs go into the document as they are.
_MOST_PIXELS_DRAWN = 20_000_000
_A4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))


class NotAllPictures(Refusal):
    """Only photographs and scans become pages; a document is a file of its own already."""


class TooManyPictures(Refusal):
    """A document of many photographs is larger than anybody wants to send or to read."""


def store_together(pictures: Sequence[storage.Readable], *, name: str, by: Account | None, at: datetime) -> StoredFile:
    """Raises NotAllPictures, TooManyPictures, and whatever refuses one of them alone."""
    with assembled(pictures) as document:
        return storage.store_written(document, name=name, by=by, at=at)


@contextmanager
def assembled(pictures: Sequence[storage.Readable]) -> Iterator[Path]:
    """The document in the incoming folder, for as long as somebody works with it."""
    if len(pictures) > MOST_PICTURES:
        raise TooManyPictures(most=MOST_PICTURES)
    with ExitStack() as places:
        pages = [_page(picture, at_path=places.enter_context(place_to_write())) for picture in pictures]
        _require_bounded(sum(page.stat().st_size for page in pages))
        document = places.enter_context(place_to_write())
        with document.open("xb") as out:
            img2pdf.convert(
                [str(page) for page in pages],
                outputstream=out,
                layout_fun=img2pdf.get_layout_fun(pagesize=_A4, auto_orient=True),
                # Cameras that write nonsense about how they were held are many.
                rotation=img2pdf.Rotation.ifvalid,
                nodate=True,
            )
        _require_bounded(document.stat().st_size)
        yield document


def _require_bounded(size: int) -> None:
    if size > storage.most_bytes():
        raise storage.FileTooLarge(most=storage.most_bytes())


def _page(picture: storage.Readable, *, at_path: Path) -> Path:
    storage.write(picture, to=at_path)
    kind = opened(at_path).media_type
    if kind == MediaType.PDF:
        raise NotAllPictures
    if kind == MediaType.PNG:
        _draw_without_holes(at_path)
    return at_path


def _draw_without_holes(path: Path) -> None:
    """A page is white where a picture lets through."""
    with Image.open(path) as picture:
        if picture.width * picture.height > _MOST_PIXELS_DRAWN:
            raise ImageTooLarge(pixels=picture.width * picture.height, most=_MOST_PIXELS_DRAWN)
        if picture.mode in {"RGB", "L", "1"} and "transparency" not in picture.info:
            return
        page = Image.new("RGB", picture.size, "white")
        layer = picture.convert("RGBA")
        page.paste(layer, mask=layer)
    page.save(path, "PNG")
