"""Papers made on the spot: what people hand in, and what they should not be able to."""

import io
import struct
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image


def a_pdf(change: Callable[[pikepdf.Pdf], object] | None = None, **saving: object) -> bytes:
    """One empty page, changed and saved as the test wants it."""
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **saving)  # type: ignore[arg-type] # the saving options are the test's own
    return out.getvalue()


def a_picture(kind: str = "JPEG", *, size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).save(out, kind)
    return out.getvalue()


def a_png_that_claims(*, width: int, height: int) -> bytes:
    """A few bytes that say they are a picture of any size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def an_action(kind: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(kind))


def a_pdf_that_opens_with(kind: str) -> bytes:
    return a_pdf(lambda document: setattr(document.Root, "OpenAction", an_action(kind)))


def a_pdf_that_acts_on_its_page(kind: str) -> bytes:
    return a_pdf(lambda document: setattr(document.pages[0].obj, "AA", pikepdf.Dictionary(O=an_action(kind))))


def a_pdf_that_hides(kind: str) -> bytes:
    """The action hangs on a form field that is on no page, behind references in an object stream."""

    def change(document: pikepdf.Pdf) -> None:
        field = document.make_indirect(
            pikepdf.Dictionary(T=pikepdf.String("x"), AA=pikepdf.Dictionary(K=an_action(kind)))
        )
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))

    return a_pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def a_pdf_with_a_file_inside() -> bytes:
    return a_pdf(lambda document: document.attachments.__setitem__("virus.exe", b"MZ"))


def a_pdf_with_a_scripted_form() -> bytes:
    form = pikepdf.Dictionary(XFA=pikepdf.Array([]))
    return a_pdf(lambda document: setattr(document.Root, "AcroForm", form))


def an_encrypted_pdf(*, password: str) -> bytes:
    return a_pdf(encryption=pikepdf.Encryption(owner="owner", user=password))


def a_pdf_that_unpacks_to(size: int) -> bytes:
    """An object stream of blanks, a thousandth of its size when packed, that the catalogue refers to."""
    packer = zlib.compressobj(9)
    blanks = b"".join(packer.compress(b" " * 2**20) for _ in range(size >> 20))
    stream = packer.compress(b"1 0 << /A [ ") + blanks + packer.compress(b"] >>") + packer.flush()
    stream_head = b"<< /Type /ObjStm /N 1 /First 4 /Length %d /Filter /FlateDecode >>" % len(stream)
    bodies = {
        2: b"<< /Type /Catalog /Pages 3 0 R /X 1 0 R >>",
        3: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        4: b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] >>",
        5: stream_head + b" stream\n" + stream + b"\nendstream",
    }
    out, rows = b"%PDF-1.5\n", [(0, 0, 65535), (2, 5, 0)]
    for number, body in bodies.items():
        rows.append((1, len(out), 0))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows.append((1, len(out), 0))
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    table_head = b"<< /Type /XRef /Size 7 /W [1 4 2] /Root 2 0 R /Length %d >>" % len(table)
    ending = b"6 0 obj\n%s stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table_head, table, len(out))
    return out + ending


def a_pdf_of_a_million_parts() -> bytes:
    """Small when packed, and work for minutes for whoever looks at each part."""

    def change(document: pikepdf.Pdf) -> None:
        numbers = pikepdf.Array([0] * 100_000)
        document.Root.Numbers = pikepdf.Array([document.make_indirect(pikepdf.Array(numbers)) for _ in range(10)])

    return a_pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def a_pdf_of_numbers(count: int) -> bytes:
    content = a_pdf(lambda document: setattr(document.Root, "Numbers", pikepdf.Array([])))
    return content.replace(b"/Numbers [ ]", b"/Numbers [" + b"0 " * count + b"]")


def a_pdf_that_fills_memory() -> bytes:
    """One list of eight million numbers takes sixteen megabytes here and more than a gigabyte in a reader."""
    return a_pdf_of_numbers(8_000_000)


def large(content: bytes) -> bytes:
    """The same document behind two megabytes that mean nothing."""
    padding = b"%" + b" " * (2 * 2**20) + b"\n"
    return content.replace(b"\n", b"\n" + padding, 1)
