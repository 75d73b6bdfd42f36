"""What the stand-in finds wrong with what it is sent. It shares no table with the side that sends: that would check
nothing.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

_MOMENT = re.compile(r"\d{14}")
_NUMBER = re.compile(r"[A-Z0-9.]{2,40}-\d{6,8}-[A-Z0-9]{3,12}|[A-Z0-9.]{2,40}-[A-Z0-9-]{4,40}")
#: The name of a paper is words; this is how programs name it among themselves.
_KEY = re.compile("[a-z0-9]+(_[a-z0-9]+)+")
_PROCEDURE = re.compile(r"\d\.\d{6}(\.[A-Z0-9]{2,3}){0,4}")

_NEEDED = (
    *("MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "LoaiDoiTuong", "TrichYeuHoSo", "TrangThaiHoSo"),
    *("HinhThuc", "DonViXuLy"),
)
#: They must be there, and may be empty: not everybody has a mailbox.
_PRESENT = ("ChuHoSo", "Email", "SoDienThoai", "NgayTiepNhan", "NgayHenTra", "SoBienNhan")
_NEEDED_SECOND = ("KenhThucHien", "NoiNopHoSo", "NgayNopHoSo", "DuocThanhToanTrucTuyen")
_LISTS = ("TaiLieuNop", "DanhSachLePhi", "DanhSachTepDinhKemKhac", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua")
_LENGTHS = {
    "MaHoSo": 100,
    "TrichYeuHoSo": 1000,
    "TenTepDinhKem": 4000,
    "TenGiayTo": 2000,
    "NguoiXuLy": 50,
    "ChuHoSo": 500,
    "Email": 254,
    "SoDienThoai": 20,
    "DonViXuLy": 500,
}
_CODES = {
    "TrangThaiHoSo": {str(code) for code in range(1, 11)},
    "TrangThai": {str(code) for code in range(1, 11)},
    "LoaiDoiTuong": {"1", "2", "3", "4"},
    "HinhThuc": {"0", "1"},
    "KenhThucHien": {"1", "2", "3"},
    "NoiNopHoSo": {"1", "2"},
    "HoSoCoThanhPhanSoHoa": {"0", "1"},
    "TaiKhoanDuocXacThucVoiVNeID": {"0", "1"},
    "DuocThanhToanTrucTuyen": {"0", "1", "2", "3"},
    "DuocSoHoa": {"0", "1"},
    "DuocTaiSuDung": {"0", "1", "2"},
    "DuocLayTuKhoDMQG": {"0", "1"},
    "IsDeleted": {"True", "False"},
    "LoaiDinhDanh": {"1", "2"},
}
#: Accepted, so that it must say when and until when.
_RECEIVED = {"2", "4", "6", "9", "10"}
#: What follows what. The portal's own rule is not published: in strict mode this reading of the law is enforced.
_AFTER = {
    "1": {"2", "3", "5", "6", "7", "8"},
    "2": {"4", "5", "6", "7", "8"},
    "3": set[str](),
    "7": set[str](),
    "4": {"5", "6", "7", "8", "9"},
    "5": {"1", "4", "7", "8"},
    "6": {"1", "4", "7", "8"},
    "8": set[str](),
    "9": {"10"},
    "10": set[str](),
}
#: Pairs of moments that cannot come the other way round.
_ORDERED = (("NgayNopHoSo", "NgayTiepNhan"), ("NgayTiepNhan", "NgayTra"), ("NgayBatDau", "ThoiDiemXuLy"))
#: No office promises a result, and no step ends, at these hours: a clock of twelve hours turns 17:00 into them.
_PROMISES, _NIGHT = ("NgayHenTra", "NgayKetThucTheoQuyDinh", "NgayHenTraTruoc", "NgayHenTraMoi"), range(1, 6)
_PROGRESS = ("MaHoSo", "NguoiXuLy", "ThoiDiemXuLy", "NoiDungXuLy", "TrangThai", "NgayBatDau")


def of_dossier(item: Mapping[str, Any], *, before: Mapping[str, Any] | None, strict: bool) -> str:
    """The first thing that is wrong, by its field; empty when nothing is."""
    return next(_of_dossier(item, before, strict=strict), "")


def of_progress(item: Mapping[str, Any]) -> str:
    return next(_of_progress(item), "")


def of_rating(item: Mapping[str, Any]) -> str:
    if not _is_moment(item.get("ThoiGianDanhGia")) or item.get("DanhGia") not in {"1", "2", "3"}:
        return "ThoiGianDanhGia, DanhGia"
    return "" if str(item.get("SoLuong")).isdigit() and item.get("MaDonVi") else "SoLuong, MaDonVi"


def _of_dossier(item: Mapping[str, Any], before: Mapping[str, Any] | None, *, strict: bool) -> Iterator[str]:
    yield from (name for name in _NEEDED if not isinstance(item.get(name), str) or not item[name])
    yield from (name for name in (*_PRESENT,) if not isinstance(item.get(name), str))
    yield from (name for name in _LISTS if not isinstance(item.get(name), list))
    if "KenhThucHien" in item:
        yield from (name for name in _NEEDED_SECOND if not item.get(name))
    if not _NUMBER.fullmatch(item["MaHoSo"]):
        yield "MaHoSo"
    if not _PROCEDURE.fullmatch(item["MaTTHC"]):
        yield "MaTTHC"
    yield from _fields(item)
    yield from (each for name in (*_LISTS, "DinhDanhCHS") for row in item.get(name, ()) for each in _row(name, row))
    if item["TrangThaiHoSo"] in _RECEIVED:
        yield from (name for name in ("NgayTiepNhan", "NgayHenTra") if not item[name])
    if item["TrangThaiHoSo"] in {"9", "10"} and not item.get("NgayKetThucXuLy"):
        yield "NgayKetThucXuLy"
    if strict and before is not None and not follows(before["TrangThaiHoSo"], item["TrangThaiHoSo"]):
        yield f"TrangThaiHoSo {before['TrangThaiHoSo']}→{item['TrangThaiHoSo']}"


def _of_progress(item: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name in _PROGRESS if not isinstance(item.get(name), str) or not item[name])
    yield from _fields(item)


def _row(name: str, row: Any) -> Iterator[str]:
    if not isinstance(row, Mapping):
        yield name
        return
    yield from (f"{name}.{each}" for each in _fields(row))
    if name in {"TaiLieuNop", "DanhSachGiayToKetQua"}:
        link = row.get("DuongDanTaiTepTin") or row.get("DuongDanTepTinKetQua")
        if not isinstance(link, str) or not link.startswith(("http://", "https://")):
            yield f"{name}.DuongDan"
    if name == "DinhDanhCHS" and len(str(row.get("SoDinhDanh"))) != {"1": 12, "2": 9}.get(row.get("LoaiDinhDanh", "")):
        yield "DinhDanhCHS.SoDinhDanh"
    if name == "DanhSachLePhi" and not str(row.get("Gia", "")).isdigit():
        yield "DanhSachLePhi.Gia"
    if name == "DanhSachHoSoBoSung" and not isinstance(row.get("HoSoBoSungId"), int):
        yield "DanhSachHoSoBoSung.HoSoBoSungId"
    yield from (each for asked in row.get("DanhSachGiayToBoSung", ()) for each in _asked(asked))


def _asked(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"DanhSachGiayToBoSung.{each}" for each in _fields(row))
    if not row.get("TenGiayTo") or _KEY.fullmatch(row["TenGiayTo"]):
        yield "DanhSachGiayToBoSung.TenGiayTo"


def _fields(item: Mapping[str, Any]) -> Iterator[str]:
    """Lengths, codes and moments, wherever they stand."""
    for name, value in item.items():
        if isinstance(value, str) and len(value) > _LENGTHS.get(name, 4000):
            yield name
        if name in _CODES and value not in _CODES[name]:
            yield name
        if name.startswith(("Ngay", "ThoiDiem")) and value and not _is_moment(value):
            yield name
    yield from (
        earlier for earlier, later in _ORDERED if item.get(earlier) and item.get(later) and item[earlier] > item[later]
    )
    yield from (f"{name} 12 giờ" for name in _PROMISES if item.get(name) and int(item[name][8:10]) in _NIGHT)


def _is_moment(value: Any) -> bool:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.strptime(value, "%Y%m%d%H%M%S")  # noqa: DTZ007 - the wire has no zone
    except ValueError:
        return False
    return True


def follows(before: str, after: str) -> bool:
    return before == after or after in _AFTER[before]
