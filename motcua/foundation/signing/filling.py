"""Writing number and date into a document that is signed already: an addition, allowed by its first signature."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.foundation.refusals import Refusal
from motcua.foundation.signing.appearances import written
from motcua.foundation.signing.plain import opened

#: The date of the little pages that are drawn into fields; nothing shows it, and the same words give the same bytes.
_ALWAYS = datetime(2020, 3, 5, tzinfo=UTC)


class FieldMissing(Refusal):
    """The document has no place for the number or the date: it was not made ready before it was signed."""


def fill(pdf: bytes, values: Mapping[str, str]) -> bytes:
    """The document with one more layer, in which each named field shows its value. Raises FieldMissing."""
    writer = opened(pdf)
    fields = _fields(writer)
    for name, value in values.items():
        if name not in fields:
            raise FieldMissing(field=name)
        _write(writer, fields[name], value)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _fields(writer: IncrementalPdfFileWriter) -> dict[str, generic.IndirectObject]:
    """The fields for words, by name."""
    if "/AcroForm" not in writer.root or "/Fields" not in writer.root["/AcroForm"]:
        return {}
    fields = writer.root["/AcroForm"]["/Fields"]
    references = [fields.raw_get(index) for index in range(len(fields))]
    return {_told(each, "/T"): each for each in references if _told(each, "/FT") == "/Tx"}


def _told(reference: generic.IndirectObject, key: str) -> str:
    field = reference.get_object()
    return str(field[key]) if key in field else ""


def _write(writer: IncrementalPdfFileWriter, reference: generic.IndirectObject, value: str) -> None:
    field = reference.get_object()
    left, bottom, right, top = (float(each) for each in field["/Rect"])
    page = written((value,), width=right - left, height=top - bottom, at=_ALWAYS)
    drawn = writer.import_page_as_xobject(PdfFileReader(BytesIO(page)), page_ix=0)
    field["/V"] = generic.TextStringObject(value)
    field["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): drawn})
    writer.mark_update(reference)
