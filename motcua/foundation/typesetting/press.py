"""From facts and a drawing to a PDF: archivable (PDF/A-2a), accessible (PDF/UA-1), the same bytes for the same facts.

The exporter refuses to write a file that breaks either standard. Only our own fonts are used, so that a paper looks
the same on every machine.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

import segno
import typst

from motcua.foundation.typesetting.coverage import FONTS, printable

STANDARDS = ["a-2a", "ua-1"]
#: Readers take any of the eight. Trying all of them for the prettiest costs more than setting the whole paper.
_MASK = 3


@dataclass(frozen=True, slots=True)
class _Press:
    """A compiler keeps fonts and parsed drawings: a tenth of the time of a new one. One document at a time."""

    compiler: Any
    busy: Lock


def typeset(drawing: Path, *, facts: Mapping[str, Any], at: datetime) -> bytes:
    """`at` is written into the file as its date; the typesetter wants whole seconds."""
    press = _press(drawing)
    with press.busy:
        document: bytes = press.compiler.compile(
            format="pdf",
            pdf_standards=STANDARDS,
            sys_inputs={"facts": json.dumps(_printable(facts))},
            timestamp=at.astimezone(UTC).replace(microsecond=0),
        )
    return document


def qr(text: str) -> str:
    """As SVG. Readable with a quarter of it dirty or folded; the white margin is the drawing's."""
    out = BytesIO()
    drawn = segno.make_qr(text, error="q", mask=_MASK)
    drawn.save(out, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None)
    return out.getvalue().decode()


def _printable(value: Any) -> Any:
    match value:
        case str():
            return printable(value)
        case dict():
            return {key: _printable(each) for key, each in value.items()}
        case list() | tuple():
            return [_printable(each) for each in value]
        case _:
            return value


@lru_cache
def _press(drawing: Path) -> _Press:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return _Press(typst.Compiler(drawing, root=drawing.parent, font_paths=fonts), Lock())
