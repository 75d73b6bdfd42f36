"""Only a document that shows and does nothing else is signed: a signature vouches for what everybody sees."""

from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError

from motcua.foundation.files.pdf import FileBroken, FileCarriesPrograms, FileProtected, open_pdf
from motcua.foundation.refusals import Refusal


class DocumentHasScripts(Refusal):
    """A script, a starting program, a file inside or a scripted form can change what is seen after the signature."""


class DocumentUnreadable(Refusal):
    """A document that is broken or locked cannot be signed so that others can check it."""


def require_plain(pdf: bytes) -> None:
    """Raises DocumentHasScripts, DocumentUnreadable."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        try:
            open_pdf(Path(file.name))
        except FileCarriesPrograms as found:
            raise DocumentHasScripts from found
        except (FileBroken, FileProtected) as problem:
            raise DocumentUnreadable from problem


def opened(pdf: bytes) -> IncrementalPdfFileWriter:
    """To be added to. Raises DocumentUnreadable."""
    try:
        return IncrementalPdfFileWriter(BytesIO(pdf))
    except (PdfError, ValueError, OSError) as problem:
        raise DocumentUnreadable from problem
