"""How a signature looks on the page: Decree 30/2020/NĐ-CP, Annex I.

The hand signature of the signatory in blue, the seal of the agency in red and at its real size, and on an annex the
number and the time of signing (ISO 8601, with its zone).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.utils.timezone import localtime
from PIL import Image
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import BaseStampStyle, StaticStampStyle

from motcua.foundation.typesetting.press import typeset

_LAYOUT = Path(__file__).parent / "layouts" / "words.typ"
_BLUE, _BLACK = "#1a3fa0", "#000000"
_SIZE, _SMALL = 13.0, 9.0


@dataclass(frozen=True, slots=True)
class Appearance:
    """A picture (PNG), or lines of words, or nothing to be seen."""

    picture: bytes = b""
    lines: tuple[str, ...] = ()


NOTHING_TO_SEE = Appearance()


def on_annex(number: str, *, at: datetime) -> Appearance:
    """Top right of the first page of an annex."""
    moment = localtime(at).isoformat(timespec="seconds")
    return Appearance(lines=(f"Kèm theo văn bản số {number}", f"Thời gian ký: {moment}"))


def style(appearance: Appearance, *, width: float, height: float, at: datetime) -> BaseStampStyle:
    if appearance.picture:
        return _filling(PdfImage(_picture(appearance.picture)))
    if appearance.lines:
        page = written(appearance.lines, width=width, height=height, at=at, size=_SMALL, colour=_BLUE, align="right")
        return _filling(_Page(page))
    return StaticStampStyle(border_width=0)


def written(  # noqa: PLR0913 - words and how they stand
    lines: Sequence[str],
    *,
    width: float,
    height: float,
    at: datetime,
    size: float = _SIZE,
    colour: str = _BLACK,
    align: str = "left",
) -> bytes:
    """Words as a page that is exactly as large as their field."""
    facts = {"lines": list(lines), "width": width, "height": height, "size": size, "colour": colour, "align": align}
    return typeset(_LAYOUT, facts=facts, at=at)


@lru_cache(maxsize=128)
def _picture(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def _filling(content: PdfContent) -> StaticStampStyle:
    fitted = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MID, y_align=layout.AxisAlignment.ALIGN_MID, margins=layout.Margins()
    )
    return StaticStampStyle(border_width=0, background=content, background_layout=fitted)


class _Page(PdfContent):
    """A page that we set, drawn into another document."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self._page = page

    def render(self) -> bytes:
        assert self.writer is not None, "the stamp sets it first"
        drawn = self.writer.import_page_as_xobject(PdfFileReader(BytesIO(self._page)), page_ix=0)
        self.resources.xobject[generic.pdf_name("/Words")] = drawn
        left, bottom, right, top = (float(each) for each in drawn.get_object()["/BBox"])
        self.box = layout.BoxConstraints(width=int(right - left), height=int(top - bottom))
        return b"/Words Do"
