"""A picture of a dossier in the portal's fields, as they stood in its guide. Every flag follows from rows.

Version 2 (since 2022) adds what the index of QĐ 766/QĐ-TTg counts: digitised and reused papers, the identity, payment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from motcua.dossiers.models import Way
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.effects.national_portal import mapping_lists as lists
from motcua.effects.national_portal.codes import ANSWER, PROGRESS, SYNC, CodeMap
from motcua.effects.national_portal.picture import Holder, Picture
from motcua.effects.national_portal.picture_lists import officer_of
from motcua.effects.national_portal.wire import Fitting, moment
from motcua.effects.national_portal.words import ACTIONS, ROLES

V1, V2 = "v1", "v2"
VERSIONS = (V1, V2)
_WAYS: dict[Way, str] = {
    Way.DESK: "Trả tại bộ phận một cửa",
    Way.POST: "Trả qua dịch vụ bưu chính công ích",
    Way.ONLINE: "Trả bản điện tử",
}


@dataclass(frozen=True, slots=True)
class Item:
    """What is said of one dossier, and which fields had to be cut for it."""

    content: Mapping[str, Any]
    cut: tuple[str, ...]


def dossier_item(told: Picture, codes: CodeMap, *, version: str) -> Item:
    """DongBoHoSoMC."""
    fitting = Fitting()
    content = fitting.fit(_first_generation(told, codes)) | {
        name: [fitting.fit(row) for row in rows] for name, rows in lists.first_generation(told, codes).items()
    }
    if version == V2:
        content |= fitting.fit(_second_generation(told, codes))
        content["TaiLieuNop"] = [fitting.fit(row) for row in lists.papers(told, codes, with_flags=True)]
        content["DanhSachGiayToKetQua"] = [fitting.fit(row) for row in lists.results(told, with_code=True)]
        content["DinhDanhCHS"] = _identity(told.holder, codes)
        content["DSKetNoiCSDL"] = [{"MaCSDL": code} for code in codes.known(SYNC, "register", told.registers)]
    return Item(content, tuple(sorted(set(fitting.cut))))


def progress_item(told: Picture, codes: CodeMap) -> Item:
    """CapNhatTienDoHoSoMC: who did what, from when until when. A citizen and the system act without a name."""
    fitting, event = Fitting(), told.event
    before = told.dossier.events.filter(number=event.number - 1).values_list("happened_at", flat=True).first()
    post = event.post
    content = fitting.fit(
        {
            "MaHoSo": number_of(told),
            "NguoiXuLy": officer_of(event) or ROLES[Role(event.role)],
            "ChucDanh": (post.title if post else "") or ROLES[Role(event.role)],
            "ThoiDiemXuLy": moment(event.happened_at),
            "PhongBanXuLy": (event.agency or told.dossier.receiving_unit).name,
            "NoiDungXuLy": ACTIONS[Action(event.action)],
            "TrangThai": codes.status(PROGRESS, action=event.action, state=event.to_state),
            "NgayBatDau": moment(before or event.happened_at),
            "NgayKetThucTheoQuyDinh": moment(told.projection.due_at),
        }
    )
    return Item(content, tuple(fitting.cut))


def answer_item(told: Picture, codes: CodeMap) -> Item:
    """DongBoTrangThaiHoSo: what became of a dossier that was filed there, under their number."""
    event, fitting = told.event, Fitting()
    reason = f": {event.remark.text}" if event.remark else ""
    content = fitting.fit(
        {
            "TrangThai": codes.status(ANSWER, action=event.action, state=event.to_state),
            "MaHoSo": told.filed_there,
            "MaHoSoDonVi": str(told.dossier.code),
            "MaDoiTuong": told.tech_id,
            "NoiDung": f"{ACTIONS[Action(event.action)]}{reason}",
            "NgayXuLy": moment(event.happened_at),
        }
    )
    return Item(content | {"TaiLieuXuLy": lists.answering_papers(told)}, tuple(fitting.cut))


def number_of(told: Picture) -> str:
    """The number under which the portal knows the dossier: its own, where it was filed there."""
    return told.filed_there or str(told.dossier.code)


def procedure_code(told: Picture) -> str:
    """National code and the province's: 1.001193.000.00.00.H56."""
    return f"{told.definition.code}.{settings.NATIONAL_PORTAL_UNIT}"


def _own_sector() -> str:
    """Nobody knows the national code of the sector, and the wire wants one: the province's own for all of these."""
    return f"{settings.NATIONAL_PORTAL_UNIT.rpartition('.')[2]}-KHAC"


def _first_generation(told: Picture, codes: CodeMap) -> dict[str, Any]:
    dossier, projection, definition = told.dossier, told.projection, told.definition
    return {
        "MaHoSo": number_of(told),
        "MaTTHC": procedure_code(told),
        "TenTTHC": definition.name,
        "MaLinhVuc": definition.sector.code or _own_sector(),
        "TenLinhVuc": definition.sector.name,
        "SoBienNhan": str(dossier.code),
        "ChuHoSo": told.holder.name,
        "LoaiDoiTuong": codes.code(SYNC, "holder", told.holder.kind),
        "MaDoiTuong": told.tech_id,
        "ThongTinKhac": "",
        "Email": told.holder.email,
        "Fax": "",
        "SoDienThoai": told.holder.phone,
        "TrichYeuHoSo": f"{definition.short_name}, {dossier.code}",
        "NgayTiepNhan": moment(projection.accepted_at),
        "NgayHenTra": moment(projection.due_at or projection.promised_at),
        "TrangThaiHoSo": codes.status(SYNC, action=told.event.action, state=told.event.to_state),
        "NgayTra": moment(told.delivered_at),
        "ThongTinTra": _WAYS[told.way] if told.delivered_at else "",
        "HinhThuc": codes.code(SYNC, "way", told.way),
        "NgayKetThucXuLy": moment(projection.finished_at),
        "DonViXuLy": dossier.deciding_agency.name,
        "GhiChu": "",
    }


def _second_generation(told: Picture, codes: CodeMap) -> dict[str, Any]:
    flags = {"HoSoCoThanhPhanSoHoa": lists.has_digital_part(told), "TaiKhoanDuocXacThucVoiVNeID": told.is_vouched}
    return {
        "KenhThucHien": codes.code(SYNC, "channel", told.dossier.channel),
        "SoGiayToChuHoSo": told.holder.number,
        "NoiNopHoSo": codes.code(SYNC, "filed_where", "there" if told.filed_there else "here"),
        **{name: lists.flag(codes, is_so=is_so) for name, is_so in flags.items()},
        "DuocThanhToanTrucTuyen": codes.code(SYNC, "paid", told.paid),
        "NgayTuChoi": moment(told.refused_at),
        "NgayNopHoSo": moment(told.projection.submitted_at),
    }


def _identity(holder: Holder, codes: CodeMap) -> list[dict[str, str]]:
    """Only people have one; a number of another length than those of cards is none."""
    length = str(len(holder.number))
    if holder.kind != "person" or length not in codes.endpoints[SYNC]["number_kind"]:
        return []
    return [{"LoaiDinhDanh": codes.code(SYNC, "number_kind", length), "SoDinhDanh": holder.number}]
