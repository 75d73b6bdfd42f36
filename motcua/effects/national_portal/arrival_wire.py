"""The words in which the national portal tells us of dossiers, read strictly: what is half is not guessed at.

The names are those of `DongBoHoSoMC`. Those marked here as ours alone were seen in no public source.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.blueprints.catalogue.national.cleaning import BrokenUnicode, clean
from motcua.effects.national_portal.arrival_models import Fault, Service
from motcua.foundation.calendar.arithmetic import VIETNAM

Node = dict[str, Any]

#: The service of the messages about dossiers that a ministry runs itself; the name is ours.
CENTRAL = "DongBoHoSoTrungUong"
#: The national portal opened in December 2019; what was filed there earlier was filed nowhere.
_FIRST_YEAR = 2019
_CLOCKS_DIFFER = timedelta(minutes=10)
_MOMENT = re.compile(r"\d{14}")
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9.\-/]{3,59}")
_IDENTITY = re.compile(r"\d{9}|\d{12}")
_MOST_ITEMS, _MOST_PAPERS, _MOST_ANSWERS, _MOST_FEES = 100, 100, 500, 100
#: Of `DuocThanhToanTrucTuyen`: paid online at the national portal.
_PAID_THERE = "1"


class BadMessage(Exception):
    """What is wrong with it, and in which field."""

    def __init__(self, fault: Fault, where: str = "") -> None:
        super().__init__(f"{fault}: {where}")
        self.fault, self.where = fault, where


@dataclass(frozen=True, slots=True)
class Item:
    """One dossier of a message, not looked into yet."""

    service: Service
    content: Node

    @property
    def number(self) -> str:
        """As far as it says one."""
        said = self.content.get("MaHoSo")
        return said if isinstance(said, str) and _NUMBER.fullmatch(said) else ""


@dataclass(frozen=True, slots=True)
class GivenPaper:
    """A paper with where its file lies, or with the file itself. `item` is the code of what it stands for."""

    name: str
    item: str
    url: str
    content: str


@dataclass(frozen=True, slots=True)
class GivenPayment:
    """`number` of the payment, empty where it is not told; `amount` in đồng, none where a line tells none."""

    number: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class FiledDossier:
    number: str
    procedure: str
    status: int
    filed_at: datetime
    #: 1 a citizen; else an organisation, which somebody files for.
    kind: str
    holder_name: str
    holder_identity: str
    filer_name: str
    filer_identity: str
    is_verified: bool
    subject: str
    phone: str
    email: str
    agency: str
    #: What it says of a payment that was made there; none where none was.
    payment: "GivenPayment | None"
    answers: Node
    papers: tuple[GivenPaper, ...]


@dataclass(frozen=True, slots=True)
class CentralStanding:
    """How a dossier of a ministry stands."""

    number: str
    procedure: str
    procedure_name: str
    agency: str
    status: int
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    told_at: datetime


def items(body: bytes) -> list[Item]:
    """A message holds one dossier, or several under `data`. Raises BadMessage."""
    try:
        found = clean(json.loads(body.decode()))
    except (ValueError, RecursionError, BrokenUnicode):
        raise BadMessage(Fault.UNREADABLE) from None
    if not isinstance(found, dict):
        raise BadMessage(Fault.UNREADABLE)
    data = found.get("data", found)
    nodes = data if isinstance(data, list) else [data]
    if not 0 < len(nodes) <= _MOST_ITEMS or not all(isinstance(node, dict) for node in nodes):
        raise BadMessage(Fault.FIELD, "data")
    service = Service.CENTRAL if found.get("service") == CENTRAL else Service.DOSSIER
    return [Item(service, {**node, "service": service.value}) for node in nodes]


def filed(node: Node, *, at: datetime) -> FiledDossier:
    """Raises BadMessage. `at` is when it came: nothing was filed later than that."""
    kind = _one_of(node, "LoaiDoiTuong", {"1", "2", "3", "4"})
    holder = _holder_identity(node)
    name = _text(node, "ChuHoSo", 200)
    organised = kind != "1"
    filer = _text(node, "NguoiNop", 200, needed=organised) or name
    return FiledDossier(
        number=_number(node),
        procedure=_procedure(node),
        status=_status(node),
        filed_at=_moment(node, "NgayNopHoSo", at=at),
        kind=kind,
        holder_name=name,
        holder_identity=holder,
        filer_name=filer,
        filer_identity=_identity(node, "SoGiayToNguoiNop", needed=organised) or ("" if organised else holder),
        is_verified=_text(node, "TaiKhoanDuocXacThucVoiVNeID", 1, needed=False) == "1",
        subject=_text(node, "MaDoiTuong", 60, needed=False),
        phone=_text(node, "SoDienThoai", 20, needed=False),
        email=_text(node, "Email", 254, needed=False),
        agency=_text(node, "MaCoQuanThucHien", 60, needed=False),
        payment=_payment(node),
        answers=_answers(node),
        papers=_papers(node),
    )


def central(node: Node, *, at: datetime) -> CentralStanding:
    """Raises BadMessage."""
    received = _moment(node, "NgayTiepNhan", at=at)
    told = _moment(node, "NgayCapNhat", at=at)
    if told < received:
        raise BadMessage(Fault.MOMENT, "NgayCapNhat")
    return CentralStanding(
        number=_number(node),
        procedure=_text(node, "MaTTHC", 40),
        procedure_name=_text(node, "TenTTHC", 500),
        agency=_text(node, "DonViXuLy", 300),
        status=_status(node),
        received_at=received,
        due_at=_moment(node, "NgayHenTra", needed=False),
        finished_at=_moment(node, "NgayKetThucXuLy", at=at, needed=False),
        told_at=told,
    )


def _number(node: Node) -> str:
    number = _text(node, "MaHoSo", 60)
    if not _NUMBER.fullmatch(number):
        raise BadMessage(Fault.FIELD, "MaHoSo")
    return number


def _procedure(node: Node) -> str:
    """`1.001193.000.00.00.H56` is the procedure 1.001193 as one province offers it."""
    found = re.match(r"\d\.\d{6}(?=\.|$)", _text(node, "MaTTHC", 60))
    if found is None:
        raise BadMessage(Fault.PROCEDURE, "MaTTHC")
    return found.group()


def _status(node: Node) -> int:
    said = _text(node, "TrangThaiHoSo", 2)
    if said not in {str(code) for code in range(1, 11)}:
        raise BadMessage(Fault.STATUS, "TrangThaiHoSo")
    return int(said)


def _holder_identity(node: Node) -> str:
    """`SoGiayToChuHoSo`, or the first of `DinhDanhCHS`. An organisation's is its tax or enterprise code."""
    listed = node.get("DinhDanhCHS") or [{}]
    first = listed[0] if isinstance(listed, list) and isinstance(listed[0], dict) else {}
    said = {"SoGiayToChuHoSo": node.get("SoGiayToChuHoSo") or first.get("SoDinhDanh")}
    if node.get("LoaiDoiTuong") != "1":
        return _text(said, "SoGiayToChuHoSo", 20)
    return _identity(said, "SoGiayToChuHoSo", needed=True)


def _identity(node: Node, name: str, *, needed: bool) -> str:
    said = _text(node, name, 12, needed=needed)
    if said and not _IDENTITY.fullmatch(said):
        raise BadMessage(Fault.FIELD, name)
    return said


def _payment(node: Node) -> GivenPayment | None:
    """`MaThamChieu` is the platform's name of a payment; that it stands in this message as well is our reading."""
    amount = _sum_of_fees(node)
    number = _text(node, "MaThamChieu", 60, needed=False)
    said = _text(node, "DuocThanhToanTrucTuyen", 1, needed=False)
    return GivenPayment(number, amount) if said == _PAID_THERE else None


def _sum_of_fees(node: Node) -> int | None:
    listed = node.get("DanhSachLePhi") or []
    if not isinstance(listed, list) or len(listed) > _MOST_FEES or not all(isinstance(each, dict) for each in listed):
        raise BadMessage(Fault.FIELD, "DanhSachLePhi")
    told = [_text(each, "Gia", 13, needed=False) for each in listed]
    if not all(amount.isascii() and amount.isdecimal() for amount in told if amount):
        raise BadMessage(Fault.FIELD, "Gia")
    return sum(map(int, told)) if told and all(told) else None


def _answers(node: Node) -> Node:
    """The electronic form as it was filled in there, by the keys of ours; the name is ours."""
    found = node.get("DuLieuToKhai") or {}
    if not isinstance(found, dict) or len(found) > _MOST_ANSWERS:
        raise BadMessage(Fault.FIELD, "DuLieuToKhai")
    return found


def _papers(node: Node) -> tuple[GivenPaper, ...]:
    listed = node.get("TaiLieuNop") or []
    if not isinstance(listed, list) or len(listed) > _MOST_PAPERS:
        raise BadMessage(Fault.FIELD, "TaiLieuNop")
    return tuple(_paper(each) for each in listed if not _is_deleted(each))


def _paper(node: object) -> GivenPaper:
    if not isinstance(node, dict):
        raise BadMessage(Fault.FIELD, "TaiLieuNop")
    found = GivenPaper(
        name=_text(node, "TenTepDinhKem", 4000)[:200],
        item=_text(node, "MaThanhPhanHoSo", 60, needed=False),
        url=_text(node, "DuongDanTaiTepTin", 2000, needed=False),
        content=node["Base64"] if isinstance(node.get("Base64"), str) else "",
    )
    if not found.url and not found.content:
        raise BadMessage(Fault.FIELD, "DuongDanTaiTepTin")
    return found


def _is_deleted(node: object) -> bool:
    return isinstance(node, dict) and node.get("IsDeleted") in ("True", "true", True)


def _one_of(node: Node, name: str, allowed: set[str]) -> str:
    said = _text(node, name, 4)
    if said not in allowed:
        raise BadMessage(Fault.FIELD, name)
    return said


def _text(node: Node, name: str, longest: int, *, needed: bool = True) -> str:
    """All scalars of this wire are texts; some senders write small numbers as numbers."""
    said = node.get(name)
    if isinstance(said, int) and not isinstance(said, bool):
        said = str(said)
    if said is not None and not isinstance(said, str):
        raise BadMessage(Fault.FIELD, name)
    text = " ".join((said or "").split())
    if len(text) > longest or (needed and not text):
        raise BadMessage(Fault.FIELD, name)
    return text


def _moment(node: Node, name: str, *, at: datetime | None = None, needed: bool = True) -> Any:
    """`yyyyMMddHHmmss` in Vietnamese time, of 24 hours; with `at`, nothing that is yet to come."""
    said = _text(node, name, 20, needed=needed)
    if not said:
        return None
    if not _MOMENT.fullmatch(said) or not said.isascii():
        raise BadMessage(Fault.MOMENT, name)
    try:
        found = datetime.strptime(said, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
    except ValueError:
        raise BadMessage(Fault.MOMENT, name) from None
    if found.year < _FIRST_YEAR or (at is not None and found > at + _CLOCKS_DIFFER):
        raise BadMessage(Fault.MOMENT, name)
    return found
