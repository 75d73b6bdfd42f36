"""What nobody should be able to hand in, made on the spot: bombs, files that are two things, scripts, viruses, tricks.

Each maker gives the bytes; the name of the refusal says what becomes of them, and "harmless" that they are kept without
what was dangerous in them.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pikepdf
from PIL import Image, PngImagePlugin

from tests import papers

#: In two halves, so that no scanner minds this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>alert(document.cookie)</script>"
PAGE = b"<html><body>" + SCRIPT + b"</body></html>"
HARMLESS = "harmless"
KIND, BROKEN, PROGRAMS, PROTECTED, LARGE = (
    *("FileKindNotAccepted", "FileBroken", "FileCarriesPrograms", "FileProtected", "ImageTooLarge"),
)


@dataclass(frozen=True, slots=True)
class Bad:
    make: Callable[[], bytes]
    becomes: str


def a_zip(*members: tuple[str, bytes], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members:
            archive.writestr(name, content)
        archive.comment = comment
    return out.getvalue()


def a_zip_of_zips(depth: int = 4) -> bytes:
    content = a_zip(("zeros", bytes(30 * 2**20)))
    for _ in range(depth):
        content = a_zip(*((f"{number}.zip", content) for number in range(16)))
    return content


def a_document_of_laughs() -> bytes:
    """A DOCX whose text doubles with each of its own words."""
    words = "".join(f'<!ENTITY w{n} "{f"&w{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY w0 "ha">{words}]><d>&w9;</d>'
    return a_zip(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", text.encode()))


def a_picture_that_says(kind: str, text: bytes) -> bytes:
    """In the comment of the picture, which viewers do not show."""
    picture, out = Image.new("L", (60, 40)), io.BytesIO()
    if kind == "JPEG":
        picture.save(out, "JPEG", comment=text)
    else:
        told = PngImagePlugin.PngInfo()
        told.add_text("Comment", text.decode("latin-1"))
        picture.save(out, "PNG", pnginfo=told)
    return out.getvalue()


def a_jpeg_that_claims(side: int) -> bytes:
    content = papers.a_picture("JPEG")
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", side, side) + content[at + 4 :]


def a_png_whose(chunk: bytes, content: bytes) -> bytes:
    """A small scan with one more chunk, behind its head."""
    picture = papers.a_picture("PNG")
    head = picture[:33]
    more = struct.pack(">I", len(content)) + chunk + content + struct.pack(">I", zlib.crc32(chunk + content))
    return head + more + picture[33:]


def packed(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(size >> 20)) + packer.flush()


def a_png_of_much_nothing() -> bytes:
    """49 million points that are all the same: a few kilobytes, and 196 MB for whoever unpacks them."""
    rows = packed(50 * 2**20)
    head = struct.pack(">IIBBBBB", 7000, 7000, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def a_pdf_with_an_attachment(content: bytes) -> bytes:
    return papers.a_pdf(lambda document: document.attachments.__setitem__("thu.txt", content))


def a_pdf_deeply_nested() -> bytes:
    content = papers.a_pdf(lambda document: setattr(document.Root, "Numbers", pikepdf.Array([])))
    return content.replace(b"/Numbers [ ]", b"/Numbers " + b"[" * 100_000 + b"]" * 100_000)


def a_pdf_that_hides_behind_numbers() -> bytes:
    """The action stands in a part that is larger than the memory of whoever looks for actions."""
    content = papers.a_pdf(lambda document: setattr(document.Root, "OpenAction", papers.an_action("/Launch")))
    return content.replace(b"/S /Launch", b"/S /Launch /X [" + b"0 " * 2_000_000 + b"]")


def a_pdf_whose_pages_go_round() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.Pages.Kids = pikepdf.Array([document.Root.Pages])

    return papers.a_pdf(change)


def a_pdf_then(more: bytes) -> bytes:
    return papers.a_pdf() + more


def a_pdf_within(before: bytes) -> bytes:
    return papers.a_pdf().replace(b"\n", b"\n%" + before + b"\n", 1)


CORPUS: Mapping[str, Bad] = {
    "empty": Bad(lambda: b"", "FileEmpty"),
    "nothing but zeros": Bad(lambda: bytes(2**20), KIND),
    "EICAR": Bad(lambda: EICAR, KIND),
    "EICAR in a ZIP": Bad(lambda: a_zip(("thu.txt", EICAR)), KIND),
    "EICAR attached to a PDF": Bad(lambda: a_pdf_with_an_attachment(EICAR), PROGRAMS),
    "ZIP of ZIPs": Bad(a_zip_of_zips, KIND),
    "ZIP of twenty thousand files": Bad(lambda: a_zip(*((f"{n}", b"") for n in range(20_000))), KIND),
    "document of laughs": Bad(a_document_of_laughs, KIND),
    "gzip bomb": Bad(lambda: b"\x1f\x8b" + packed(100 * 2**20), KIND),
    "program": Bad(lambda: b"MZ\x90\0" + bytes(3000), KIND),
    "web page": Bad(lambda: b"<!doctype html>" + PAGE, KIND),
    "SVG with a script": Bad(lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>", KIND),
    "GIF that is a script": Bad(lambda: b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", KIND),
    "script that calls itself PDF": Bad(lambda: b"%PDF-1.7\n" + SCRIPT + b"\n%%EOF", BROKEN),
    "page before the PDF": Bad(lambda: PAGE + papers.a_pdf(), KIND),
    "page within the PDF": Bad(lambda: a_pdf_within(PAGE), PROGRAMS),
    "page behind the PDF": Bad(lambda: a_pdf_then(PAGE), PROGRAMS),
    "ZIP behind the PDF": Bad(lambda: a_pdf_then(a_zip(("x.exe", b"MZ"))), PROGRAMS),
    "ZIP behind the PDF that ends like one": Bad(
        lambda: a_pdf_then(a_zip(("x.exe", b"MZ"), comment=b"\n%%EOF\n")), PROGRAMS
    ),
    "RAR within the PDF": Bad(lambda: a_pdf_within(b"Rar!\x1a\x07\x01\x00" + bytes(40)), PROGRAMS),
    "ZIP behind a photograph": Bad(lambda: papers.a_picture("JPEG") + a_zip(("x.exe", b"MZ")), HARMLESS),
    "ZIP behind a scan": Bad(lambda: papers.a_picture("PNG") + a_zip(("x.exe", b"MZ")), HARMLESS),
    "page behind a photograph": Bad(lambda: papers.a_picture("JPEG") + PAGE, HARMLESS),
    "page in a photograph": Bad(lambda: a_picture_that_says("JPEG", PAGE), PROGRAMS),
    "page in a scan": Bad(lambda: a_picture_that_says("PNG", PAGE), PROGRAMS),
    "ZIP in a photograph": Bad(lambda: a_picture_that_says("JPEG", a_zip(("x.exe", b"MZ"))), PROGRAMS),
    "ZIP in a scan": Bad(lambda: a_png_whose(b"teSt", a_zip(("x.exe", b"MZ"))), PROGRAMS),
    "scan of a square kilometre": Bad(lambda: papers.a_png_that_claims(width=50_000, height=50_000), LARGE),
    "photograph of a square kilometre": Bad(lambda: a_jpeg_that_claims(65_000), LARGE),
    "scan of much nothing": Bad(a_png_of_much_nothing, HARMLESS),
    "scan with a packed novel": Bad(lambda: a_png_whose(b"zTXt", b"Comment\0\0" + packed(100 * 2**20)), BROKEN),
    "scan with packed colours": Bad(lambda: a_png_whose(b"iCCP", b"icc\0\0" + packed(100 * 2**20)), BROKEN),
    "PDF that runs a script": Bad(lambda: papers.a_pdf_that_opens_with("/JavaScript"), PROGRAMS),
    "PDF that starts a program": Bad(lambda: papers.a_pdf_that_opens_with("/Launch"), PROGRAMS),
    "PDF that sends what is typed": Bad(lambda: papers.a_pdf_that_acts_on_its_page("/SubmitForm"), PROGRAMS),
    "PDF that hides an action": Bad(lambda: papers.a_pdf_that_hides("/GoToE"), PROGRAMS),
    "PDF with a file inside": Bad(papers.a_pdf_with_a_file_inside, PROGRAMS),
    "PDF with a scripted form": Bad(papers.a_pdf_with_a_scripted_form, PROGRAMS),
    "large PDF with a program": Bad(lambda: papers.large(papers.a_pdf_that_hides("/Launch")), PROGRAMS),
    "PDF with a password": Bad(lambda: papers.an_encrypted_pdf(password="secret"), PROTECTED),
    "PDF with a lock": Bad(lambda: papers.an_encrypted_pdf(password=""), PROTECTED),
    "PDF that unpacks to a gigabyte": Bad(lambda: papers.a_pdf_that_unpacks_to(2**30), BROKEN),
    "PDF of a million parts": Bad(papers.a_pdf_of_a_million_parts, BROKEN),
    "PDF that fills memory": Bad(papers.a_pdf_that_fills_memory, BROKEN),
    "PDF that hides an action behind numbers": Bad(a_pdf_that_hides_behind_numbers, BROKEN),
    "PDF just small enough to be opened here": Bad(lambda: papers.a_pdf_of_numbers(130_000), HARMLESS),
    "PDF deeply nested": Bad(a_pdf_deeply_nested, BROKEN),
    "PDF whose pages go round": Bad(a_pdf_whose_pages_go_round, BROKEN),
    "PDF cut short": Bad(lambda: papers.a_pdf()[:200], BROKEN),
    "photograph cut short": Bad(lambda: papers.a_picture("JPEG")[:400], BROKEN),
    "scan cut short": Bad(lambda: papers.a_picture("PNG")[:400], BROKEN),
}
