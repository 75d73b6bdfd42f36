"""The lists inside an item: papers, fees, other papers, rounds of completion, results."""

from collections.abc import Sequence
from typing import Any

from motcua.effects.national_portal import links
from motcua.effects.national_portal.codes import SYNC, CodeMap
from motcua.effects.national_portal.picture import Picture
from motcua.effects.national_portal.picture_lists import AskedPaper, PaperGiven
from motcua.effects.national_portal.wire import moment

Rows = list[dict[str, Any]]
#: Of `TenGiayTo`.
_LONGEST_NAME = 2000


def first_generation(told: Picture, codes: CodeMap) -> dict[str, Sequence[dict[str, Any]]]:
    return {
        "TaiLieuNop": papers(told, codes, with_flags=False),
        "DanhSachLePhi": _fees(told, codes),
        "DanhSachTepDinhKemKhac": _others(told, codes),
        "DanhSachHoSoBoSung": _rounds(told),
        "DanhSachGiayToKetQua": results(told, with_code=False),
    }


def papers(told: Picture, codes: CodeMap, *, with_flags: bool) -> Rows:
    return [_paper(each) | (_paper_flags(each, codes) if with_flags else {}) for each in told.papers]


def has_digital_part(told: Picture) -> bool:
    """At least one paper was digitised or used again (QĐ 766/QĐ-TTg, digitisation)."""
    return any(each.is_digitised or each.is_reused for each in told.papers)


def flag(codes: CodeMap, *, is_so: bool) -> str:
    return codes.code(SYNC, "paper_flag", "yes" if is_so else "no")


def results(told: Picture, *, with_code: bool) -> Rows:
    return [
        {
            "TenGiayTo": each.name,
            "MaThanhPhanHoSo": each.kind,
            "GiayToId": str(each.row),
            "DuongDanTepTinKetQua": links.to_result(each.row),
            **({"MaGiayToKetQua": each.code} if with_code else {}),
        }
        for each in told.results
    ]


def answering_papers(told: Picture) -> Rows:
    return [{"TenTepDinhKem": each.name, "DuongDanTaiTepTin": links.to_result(each.row)} for each in told.results]


def _paper(each: PaperGiven) -> dict[str, Any]:
    return {
        "TepDinhKemId": str(each.row),
        "TenTepDinhKem": each.name,
        "IsDeleted": "False",
        "MaThanhPhanHoSo": each.item,
        "DuongDanTaiTepTin": links.to_paper(each.row),
    }


def _paper_flags(each: PaperGiven, codes: CodeMap) -> dict[str, Any]:
    """What is used again comes from the province's own store; the national one is not connected, and never claimed."""
    return {
        "DuocSoHoa": flag(codes, is_so=each.is_digitised),
        "DuocTaiSuDung": flag(codes, is_so=each.is_reused),
        "DuocLayTuKhoDMQG": flag(codes, is_so=False),
        "MaKetQuaThayThe": each.reused_code,
    }


def _fees(told: Picture, codes: CodeMap) -> Rows:
    return [
        {
            "TenPhiLePhi": line.name,
            "MaPhiLePhi": line.key,
            "HinhThucThu": codes.code(SYNC, "fee_paid", line.paid_how),
            "Gia": str(line.amount),
            "LoaiPhiLePhi": codes.code(SYNC, "fee_kind", line.kind),
        }
        for line in told.fees
    ]


def _others(told: Picture, codes: CodeMap) -> Rows:
    return [
        {"TenGiayTo": each.name, "SoLuong": str(each.count), "LoaiGiayTo": codes.code(SYNC, "original", each.how)}
        for each in told.originals
    ]


def _rounds(told: Picture) -> Rows:
    return [
        {
            "HoSoBoSungId": each.number,
            "NguoiYeuCauBoSung": each.asked_by,
            "NoiDungBoSung": each.asked,
            "NgayBoSung": moment(each.asked_at),
            "NguoiTiepNhanBoSung": each.taken_by,
            "ThongTinTiepNhan": "",
            "NgayTiepNhanBoSung": moment(each.answered_at),
            "TrangThaiBoSung": each.answered_at is not None,
            "DanhSachGiayToBoSung": [_asked(item) for item in each.items],
            "DanhSachLePhiBoSung": [],
            "NgayHenTraTruoc": moment(each.due_before),
            "NgayHenTraMoi": moment(each.due_after),
        }
        for each in told.rounds
    ]


def _asked(item: AskedPaper) -> dict[str, str]:
    """By its name as the law has it; a paper also by the code under which it is among those that were filed."""
    code = {"MaThanhPhanHoSo": item.item} if item.item else {}
    return {"TenGiayTo": item.name[:_LONGEST_NAME], **code}
