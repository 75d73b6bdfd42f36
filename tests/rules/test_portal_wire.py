"""The portal's answers in all their shapes, and what the stand-in will not take from us."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from motcua.effects.national_portal import stand_in_checks, wire
from motcua.effects.national_portal.wire import Fitting, PortalDown
from tests.world import moment

ITEM: dict[str, Any] = {
    "MaHoSo": "H99.1-261121-0001",
    "MaTTHC": "1.000001.000.00.00.H99",
    "TenTTHC": "Đăng ký",
    "MaLinhVuc": "G15-HT01",
    "TenLinhVuc": "Hộ tịch",
    "SoBienNhan": "H99.1-261121-0001",
    "ChuHoSo": "Nguyễn Văn A",
    "LoaiDoiTuong": "1",
    "Email": "",
    "SoDienThoai": "",
    "TrichYeuHoSo": "Đăng ký",
    "NgayTiepNhan": "20261121080500",
    "NgayHenTra": "20261126170000",
    "TrangThaiHoSo": "2",
    "HinhThuc": "0",
    "DonViXuLy": "UBND xã X",
    "KenhThucHien": "2",
    "NoiNopHoSo": "2",
    "DuocThanhToanTrucTuyen": "3",
    "NgayNopHoSo": "20261121080000",
    "TaiLieuNop": [],
    "DanhSachLePhi": [],
    "DanhSachTepDinhKemKhac": [],
    "DanhSachHoSoBoSung": [],
    "DanhSachGiayToKetQua": [],
}


@pytest.mark.parametrize(
    ("body", "is_good", "is_known"),
    [
        ('{"error_code": 0, "message": "Thành công"}', True, False),
        ('{"error_code": "0", "message": null, "result": []}', True, False),
        ("Cập nhật thành công", True, False),
        ('"Đồng bộ thành công"', True, False),
        ("Cập nhật không thành công", False, False),
        ('{"error_code": "3", "message": "Hồ sơ đã tồn tại"}', False, True),
        ('{"error_code": -3, "message": ""}', False, True),
        ('{"error_code": "1", "message": "Hồ sơ ĐÃ TỒN TẠI trên hệ thống"}', False, True),
        ('{"error_code": "99", "message": "Lỗi"}', False, False),
    ],
    ids=["number", "text", "plain", "quoted", "plain no", "3", "-3", "by its words", "no"],
)
def test_an_answer_is_read(body: str, *, is_good: bool, is_known: bool) -> None:
    answered = wire.reply(body.encode())

    assert (answered.is_good, answered.is_known) == (is_good, is_known)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>\xc4\x90\xc4\x83ng nh\xe1\xba\xadp th\xc3\xa0nh c\xc3\xb4ng</body></html>",
        b'{"error_code": "0", "mess',
        b"[]",
        b'{"status": 1}',
        b"\xff\xfe",
        b"OK",
        b"null",
    ],
    ids=["nothing", "html", "half", "list", "another envelope", "bytes", "another word", "null"],
)
def test_what_is_no_answer_is_none(body: bytes) -> None:
    with pytest.raises(PortalDown):
        wire.reply(body)


def test_moments_are_theirs_in_twenty_four_hours() -> None:
    assert wire.moment(datetime(2026, 11, 21, 10, 5, tzinfo=UTC)) == "20261121170500"
    assert wire.moment(moment("2026-11-21T00:00")) == "20261121000000"
    assert wire.moment(None) == ""


def test_what_is_too_long_is_cut_and_noted() -> None:
    fitting = Fitting()

    fitted = fitting.fit({"NguoiXuLy": "A" * 51, "TenGiayTo": "B" * 2000, "GhiChu": "C" * 9000})

    assert (len(fitted["NguoiXuLy"]), len(fitted["TenGiayTo"]), len(fitted["GhiChu"])) == (50, 2000, 9000)
    assert fitting.cut == ["NguoiXuLy"]


def test_an_answer_is_kept_without_what_names_a_person() -> None:
    message = 'Chủ hồ sơ "Trần Văn Bảo" số 001195000011, bao@example.vn không hợp lệ'

    masked = wire.reply(json.dumps({"error_code": "7", "message": message}).encode()).masked

    assert masked == "7: Chủ hồ sơ … số …, … không hợp lệ"


def test_the_stand_in_takes_what_is_right() -> None:
    assert stand_in_checks.of_dossier(ITEM, before=None, strict=True) == ""


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"TenTTHC": ""}, "TenTTHC"),
        ({"LoaiDoiTuong": "5"}, "LoaiDoiTuong"),
        ({"TrichYeuHoSo": "x" * 1001}, "TrichYeuHoSo"),
        ({"NgayTiepNhan": "20261321080500"}, "NgayTiepNhan"),
        ({"NgayTiepNhan": "2026-11-21T08:05:00"}, "NgayTiepNhan"),
        ({"NgayTiepNhan": "20261121250500"}, "NgayTiepNhan"),
        ({"NgayHenTra": "20261126050000"}, "NgayHenTra 12 giờ"),
        ({"NgayNopHoSo": "20261122080000"}, "NgayNopHoSo"),
        ({"NgayHenTra": ""}, "NgayHenTra"),
        ({"TrangThaiHoSo": "9"}, "NgayKetThucXuLy"),
        ({"MaHoSo": "hồ sơ 1"}, "MaHoSo"),
        ({"MaTTHC": "TTHC-1"}, "MaTTHC"),
        ({"TaiLieuNop": None}, "TaiLieuNop"),
        ({"TaiLieuNop": [{"DuongDanTaiTepTin": "/files/1"}]}, "TaiLieuNop.DuongDan"),
        ({"DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "123"}]}, "DinhDanhCHS.SoDinhDanh"),
        ({"DanhSachLePhi": [{"Gia": "50.000 đồng"}]}, "DanhSachLePhi.Gia"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_the_stand_in_says_what_is_wrong(change: dict[str, Any], wrong: str) -> None:
    assert stand_in_checks.of_dossier(ITEM | change, before=None, strict=True) == wrong


@pytest.mark.parametrize(("before", "after"), [("10", "4"), ("3", "2"), ("9", "4"), ("2", "1")])
def test_in_strict_mode_a_status_does_not_go_back(before: str, after: str) -> None:
    item = ITEM | {"TrangThaiHoSo": after}
    earlier = ITEM | {"TrangThaiHoSo": before}

    assert stand_in_checks.of_dossier(item, before=earlier, strict=True).startswith("TrangThaiHoSo")
    assert not stand_in_checks.of_dossier(item, before=earlier, strict=False).startswith("TrangThaiHoSo")
