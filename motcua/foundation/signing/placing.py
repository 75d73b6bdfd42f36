"""Where signatures, number and date stand in a document, before anybody signs it.

A drawing marks a place with a link to `field:NAME`, which becomes the field; a form that somebody else made may have
fields of these names; anything else gets them where a paper of Decree 30/2020/NĐ-CP leaves room.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, enumerate_sig_fields

from motcua.foundation.refusals import Refusal
from motcua.foundation.signing.plain import require_plain

SIGNATURE, SEAL, NUMBER, DATE, ANNEX = "chu_ky", "con_dau", "so", "ngay", "phu_luc"
_SIGNED = frozenset({SIGNATURE, SEAL, ANNEX})
_MARK = "field:"
_MM = 72 / 25.4
_READ_ONLY, _PRINTED, _APPEND_ONLY = 1, 4, 3


class FieldTaken(Refusal):
    """This place of the document is signed already."""


class AlreadySigned(Refusal):
    """Places are made before the first signature; afterwards they would count as a change."""


@dataclass(frozen=True, slots=True)
class Place:
    """In millimetres; `right` and `bottom` from the right and bottom edge, `top` from above when it is set."""

    page: int
    right: float
    width: float
    height: float
    bottom: float = 0
    top: float | None = None

    def on(self, page: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        _, low, wide, high = page
        right = wide - self.right * _MM
        bottom = low + self.bottom * _MM if self.top is None else high - (self.top + self.height) * _MM
        return right - self.width * _MM, bottom, right, bottom + self.height * _MM


#: Decree 30/2020/NĐ-CP, Annex I: the seal at its real size (36 mm) covers the left third of the signature; what
#: belongs to an annex stands top right on its first page. Number and day fall into the upper margin (20–25 mm).
_ROOM: Mapping[str, Place] = {
    SIGNATURE: Place(page=-1, right=20, width=60, height=28, bottom=26),
    SEAL: Place(page=-1, right=20 + 60 - 60 / 3, width=36, height=36, bottom=22),
    NUMBER: Place(page=0, right=115, width=65, height=7, top=11),
    DATE: Place(page=0, right=20, width=90, height=7, top=11),
    ANNEX: Place(page=0, right=15, width=90, height=10, top=5),
}


def with_fields(pdf: bytes, *, wanted: tuple[str, ...] = (SIGNATURE, SEAL, NUMBER, DATE)) -> bytes:
    """The same document, written anew, with a field of each wanted name. Raises AlreadySigned."""
    require_plain(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        form = _form(document)
        if any(field.get("/FT") == Name.Sig and "/V" in field for field in form.Fields):
            raise AlreadySigned
        for page, mark in _marks(document):
            name = str(mark.A.URI).removeprefix(_MARK)
            _become(mark, _field(name, Array(mark.Rect)), page=page, form=form)
        _untag(document.Root.get("/StructTreeRoot"))
        there = {str(field.get("/T", "")) for field in form.Fields}
        for name in (name for name in wanted if name not in there):
            page = document.pages[_ROOM[name].page]
            rectangle = Array([round(each, 2) for each in _ROOM[name].on(_box(page))])
            annotation = document.make_indirect(Dictionary())
            page.obj.Annots = Array([*page.obj.get("/Annots", Array()), annotation])
            _become(annotation, _field(name, rectangle), page=page, form=form)
        out = BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def place_of(writer: IncrementalPdfFileWriter, name: str) -> SigFieldSpec | None:
    """How to make the field of a signature; nothing when the document has it. Raises FieldTaken."""
    for found, value, _ in enumerate_sig_fields(writer.prev):
        if found == name:
            if value is not None:
                raise FieldTaken(field=name)
            return None
    if name not in _ROOM:
        return SigFieldSpec(name)
    place = _ROOM[name]
    pages = int(writer.prev.root["/Pages"]["/Count"])
    index = place.page % pages
    left, bottom, right, top = (round(each) for each in place.on(_seen(writer.prev, index)))
    return SigFieldSpec(name, on_page=index, box=(left, bottom, right, top), **_lock(name))


def _lock(name: str) -> dict[str, Any]:
    if name != SEAL:
        return {}
    return {"field_mdp_spec": FieldMDPSpec(FieldMDPAction.INCLUDE, []), "doc_mdp_update_value": permissions(name)}


def is_signed(writer: IncrementalPdfFileWriter) -> bool:
    return any(value is not None for _, value, _ in enumerate_sig_fields(writer.prev))


def size_of(writer: IncrementalPdfFileWriter, name: str, spec: SigFieldSpec | None) -> tuple[float, float]:
    """Width and height of the field, in points."""
    boxes = [ref.get_object()["/Rect"] for found, _, ref in enumerate_sig_fields(writer.prev) if found == name]
    left, bottom, right, top = boxes[0] if boxes else (spec and spec.box) or (0, 0, 0, 0)
    return float(right - left), float(top - bottom)


def permissions(name: str) -> MDPPerm:
    """Number and date are the clerk's, who seals afterwards: the seal closes all but proofs for the archive."""
    return MDPPerm.NO_CHANGES if name == SEAL else MDPPerm.FILL_FORMS


def _form(document: pikepdf.Pdf) -> pikepdf.Object:
    root = document.Root
    if "/AcroForm" not in root:
        root.AcroForm = document.make_indirect(Dictionary(Fields=Array()))
    form = root.AcroForm
    if "/Fields" not in form:
        form.Fields = Array()
    if "/NeedAppearances" in form:
        del form.NeedAppearances
    form.SigFlags = _APPEND_ONLY
    return form


def _marks(document: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Page, pikepdf.Object]]:
    for page in document.pages:
        for each in page.obj.get("/Annots", Array()):
            if str(each.get("/A", Dictionary()).get("/URI", "")).startswith(_MARK):
                yield page, each


def _become(annotation: pikepdf.Object, field: Dictionary, *, page: pikepdf.Page, form: pikepdf.Object) -> None:
    for key in set(annotation.keys()):
        del annotation[key]
    for key, value in field.items():
        annotation[key] = value
    annotation.P = page.obj
    form.Fields.append(annotation)


def _untag(element: pikepdf.Object | None) -> None:
    """What the tags of the document lead to may not change after the first signature, and a field does."""
    kids = element.get("/K") if isinstance(element, pikepdf.Object) and isinstance(element, Dictionary) else None
    if kids is None or element is None:
        return
    listed = list(kids) if isinstance(kids, Array) else [kids]
    kept = [each for each in listed if not _is_field(each)]
    if len(kept) < len(listed):
        element.K = Array(kept)
    for each in kept:
        _untag(each)


def _is_field(kid: object) -> bool:
    if not isinstance(kid, Dictionary) or kid.get("/Type") != Name.OBJR:
        return False
    return bool(kid.Obj.get("/Subtype") == Name.Widget)


def _field(name: str, rectangle: Array) -> Dictionary:
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=rectangle, F=_PRINTED, T=String(name))
    field.TU = String(_TOLD[name]) if name in _TOLD else String(name)
    if name not in _SIGNED:
        field.FT, field.Ff, field.DA = Name.Tx, _READ_ONLY, String("/Helv 12 Tf 0 g")
        return field
    field.FT = Name.Sig
    if name == SEAL:
        field.Lock = Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=Array(), P=permissions(name).value)
    return field


#: What a screen reader says of the field.
_TOLD: Mapping[str, str] = {
    SIGNATURE: "Chữ ký số của người có thẩm quyền",
    SEAL: "Chữ ký số của cơ quan",
    NUMBER: "Số, ký hiệu",
    DATE: "Ngày ban hành",
    ANNEX: "Chữ ký số trên văn bản kèm theo",
}


def _box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    left, low, wide, high = (float(each) for each in page.cropbox)
    return left, low, wide, high


def _seen(document: PdfFileReader, index: int) -> tuple[float, float, float, float]:
    """What is seen of a page; a page may leave it to the branch it hangs on."""
    page = document.find_page_for_modification(index)[0].get_object()
    while "/CropBox" not in page and "/MediaBox" not in page:
        page = page["/Parent"]
    left, low, wide, high = (float(each) for each in page["/CropBox" if "/CropBox" in page else "/MediaBox"])
    return left, low, wide, high
