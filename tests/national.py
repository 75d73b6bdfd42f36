"""Invented procedures in the shape in which the national catalogue sends them, and files of them."""

import gzip
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from motcua.blueprints.catalogue.models import NationalEntry
from motcua.blueprints.catalogue.national.importing import take_in
from tests.world import MONDAY

Document = dict[str, Any]


def time(
    amount: str | None = "3", unit: str | None = "Ngày làm việc", note: str = "", fees: Iterable[Document] = ()
) -> Document:
    return {"THOIGIANGIAIQUYET": amount, "DONVITINH": unit, "MOTA": note, "PHILEPHI": [*fees]}


def fee(amount: str | None = "50000", unit: str | None = "VNĐ", note: str | None = None) -> Document:
    return {"MAPHILEPHI": None, "SOTIEN": amount, "DONVI": unit, "MOTA": note}


def way(channel: str, *times: Document) -> Document:
    return {"KENH": channel, "THOIGIAN": [*times]}


def paper(name: str, originals: str | None = "1", copies: str | None = None) -> Document:
    return {
        "MAGIAYTO": None,
        "TENGIAYTO": name,
        "TENMAUDON": None,
        "URL": None,
        "SOBANCHINH": originals,
        "SOBANSAO": copies,
    }


def papers(*given: Document, case: str | None = None) -> Document:
    return {"TRUONGHOP": case, "GIAYTO": [*given]}


def basis(number: str | None = "31/2024/QH15", title: str = "Luật Đất đai") -> Document:
    return {"SOVANBAN": number, "TENVANBAN": title}


def result(code: str | None = "KQ.G01.000001", name: str = "Giấy chứng nhận nuôi chim bồ câu") -> Document:
    return {"MAKETQUA": code, "TENKETQUA": name}


def procedure(code: str = "9.000001", **changed: Any) -> Document:
    """Nothing in it is odd; `changed` replaces keys."""
    return {
        "ID": None,
        "MATTHC": code,
        "TENTTHC": "Cấp giấy chứng nhận nuôi chim bồ câu cảnh",
        "MACOQUANCONGBO": None,
        "LOAITTHC": "Loại khác",
        "MOTADOITUONGTHUCHIEN": "Công dân Việt Nam",
        "DIACHITIEPNHAN": "Số 1 đường Bồ Câu",
        "QUYETDINH": "1/QĐ-BBC",
        "YEUCAU": None,
        "TUKHOA": "chim cảnh",
        "IDQUYETDINHCONGBO": None,
        "TRANGTHAI": None,
        "MOTACOQUANTHUCHIEN": "Ủy ban nhân dân cấp xã",
        "MOTACOQUANTHAMQUYEN": None,
        "MOTA": None,
        "TRINHTUTHUCHIEN": [{"TRUONGHOP": None, "TRINHTU": [{"TENTRINHTU": "Bước 1: Nộp hồ sơ."}]}],
        "CAPTHUCHIEN": [{"TENCAP": "Cấp xã"}],
        "LINHVUCTHUCHIEN": [{"MALINHVUC": None, "TENLINHVUC": "Chăn nuôi"}],
        "CACHTHUCTHUCHIEN": [way("1", time(fees=[fee()])), way("2", time(fees=[fee()]))],
        "THANHPHANHOSO": [papers(paper("Đơn đề nghị"), paper("Ảnh chuồng nuôi", None, "1"))],
        "DOITUONGTHUCHIEN": [{"TENDOITUONG": "Công dân Việt Nam"}],
        "KETQUATHUCHIEN": [result()],
        "CANCUPHAPLY": [basis()],
        "COQUANTHUCHIEN": [],
        "COQUANCOTHAMQUYEN": [],
        "COQUANDUOCUYQUYEN": [],
        "COQUANPHOIHOP": [],
        "TTHCLIENQUAN": [],
        "TTHCLIENTHONG": [],
        **changed,
    }


def line(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def written(folder: Path, *lines: bytes | Document, packed: bool = True) -> Path:
    """A catalogue file with these lines, raw or as documents."""
    content = b"".join((each if isinstance(each, bytes) else line(each)) + b"\n" for each in lines)
    file = folder / "catalogue.jsonl"
    file.write_bytes(gzip.compress(content) if packed else content)
    return file


def taken_in(folder: Path, *documents: Document, at: datetime = MONDAY) -> None:
    list(take_in(written(folder, *documents), at=at))


def national_entry() -> NationalEntry:
    """One that only the nation knows, as an import leaves it."""
    with TemporaryDirectory() as folder:
        taken_in(Path(folder), procedure())
    return NationalEntry.objects.get(code="9.000001")
