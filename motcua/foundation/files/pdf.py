"""Opening a PDF: it must be readable without a password, whole, and carry nothing that runs or hides.

Run as a program with a path, it says the same in one line of JSON: large files are opened so, in a process of
their own with bounded memory and none of our secrets, because a few megabytes can make a reader fill the machine.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf.settings import set_qpdf_limits

from motcua.foundation.refusals import Refusal

# A kilobyte can unpack to a megabyte. Pages and pictures are never unpacked here; what is, the structure, comes in
# streams of a few hundred objects in any honest file. The limit holds for the whole process.
set_qpdf_limits(flate_max_memory=2**20)
#: Parts of the structure that are looked at; a tagged document of a hundred pages has a tenth as many.
MOST_PARTS = 500_000
#: Up to here a file is opened in this process: its structure can fill about a hundred times its size.
OPENED_HERE_BYTES = 2**18
#: Where the mark of the end has to stand; a stamp or a mail server may have added empty lines.
_END_WITHIN = 64 * 1024
#: Of data: enough for the structure of some hundreds of pages, and with the library itself below 100 MB.
_APART_MEMORY, _APART_SECONDS = 76 * 2**20, 30
_IMPORTED_FROM = Path(__file__).parents[3]

#: Actions that run a program, reach out of the document or send what was typed. Going to a page or to a web
#: address at the reader's own click stays allowed.
_PROGRAMS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/RichMediaExecute"}
)
#: Files inside the file, scripted forms, and scripts by name.
_HIDING_PLACES = frozenset({"/EmbeddedFiles", "/EF", "/XFA", "/JS", "/JavaScript"})
#: What the library says, as a warning only, when a part of the structure could not be looked at.
#: That includes what did not fit into memory: an action behind a million numbers would be passed over.
_NOT_LOOKED_AT = ("error decoding stream data", "unfilterable stream", "object stream", "error reading object")


class FileBroken(Refusal):
    """The file cannot be opened to its end: nobody could decide on it."""


class FileProtected(Refusal):
    """A password or a lock keeps officers, signatures and the archive from reading the file."""


class FileCarriesPrograms(Refusal):
    """A paper shows; it does not run scripts, start programs or carry other files."""


_REFUSALS: dict[str, type[Refusal]] = {kind.__name__: kind for kind in (FileBroken, FileProtected, FileCarriesPrograms)}


def open_pdf(path: Path) -> int:
    """Signatures lie over the bytes of a PDF, so nothing is cut off: what hangs behind the end is refused."""
    _require_nothing_behind(path)
    if path.stat().st_size <= OPENED_HERE_BYTES:
        _open(path)
    else:
        _open_apart(path)
    return path.stat().st_size


def _require_nothing_behind(path: Path) -> None:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_WITHIN))
        _, mark, behind = file.read().rpartition(b"%%EOF")
    if not mark:
        raise FileBroken
    if behind.strip(b"\0\t\n\f\r "):
        raise FileCarriesPrograms(found="")


def _open(path: Path) -> None:
    try:
        with pikepdf.open(path) as document:
            if document.is_encrypted:
                raise FileProtected
            if not len(document.pages):
                raise FileBroken
            _require_inert(document)
    except pikepdf.PasswordError as problem:
        raise FileProtected from problem
    except (pikepdf.PdfError, ValueError, RuntimeError, MemoryError) as problem:
        raise FileBroken from problem


def _require_inert(document: pikepdf.Pdf) -> None:
    for part in _dictionaries(document):
        found = _HIDING_PLACES & set(part.keys()) or _PROGRAMS & {str(part.get("/S", ""))}
        if found:
            raise FileCarriesPrograms(found=min(found).removeprefix("/"))
    if any(sign in warning for warning in document.get_warnings() for sign in _NOT_LOOKED_AT):
        raise FileBroken


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary that a reader of the document can reach from its trailer."""
    waiting: list[pikepdf.Object] = [document.trailer]
    seen: set[tuple[int, int]] = set()
    parts = 0
    while waiting:
        part = waiting.pop()
        if part.is_indirect and part.objgen in seen:
            continue
        seen.add(part.objgen)
        values = _values(part)
        parts += 1 + len(values)
        if parts > MOST_PARTS:
            raise FileBroken
        waiting += [value for value in values if isinstance(value, pikepdf.Object)]
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part


def _values(part: pikepdf.Object) -> list[object]:
    if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
        return [value for _, value in part.items()]
    return list(part) if isinstance(part, pikepdf.Array) else []


def _open_apart(path: Path) -> None:
    command = [sys.executable, "-m", __name__, str(path)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, on a path that we made
            command,
            env={"PYTHONPATH": str(_IMPORTED_FROM)},
            capture_output=True,
            timeout=_APART_SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as problem:
        raise FileBroken from problem
    answer = json.loads(done.stdout)
    if answer["refused"]:
        raise _REFUSALS[answer["refused"]](**answer["facts"])


def _answer(path: Path) -> dict[str, object]:
    resource.setrlimit(resource.RLIMIT_DATA, (_APART_MEMORY, _APART_MEMORY))
    try:
        _open(path)
    except Refusal as refusal:
        return {"refused": type(refusal).__name__, "facts": refusal.facts}
    return {"refused": "", "facts": {}}


if __name__ == "__main__":
    print(json.dumps(_answer(Path(sys.argv[1]))))  # noqa: T201 - the answer to the process that asked
