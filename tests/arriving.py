"""Messages as the national portal brings them, and the door at which it does."""

import json
from typing import Any

import pytest
from django.test import Client

from motcua.foundation import legal_time
from tests import samples
from tests.world import TUESDAY

SECRET = "the secret of the national portal"
PATH = "/nhanhsdvcqg"
NUMBER = "000.00.00.G22-261116-0001"
Item = dict[str, Any]


def item(**changed: Any) -> Item:
    """A birth that Lan told the national portal; `changed` replaces fields, None takes one away."""
    whole = {
        "MaHoSo": NUMBER,
        "MaTTHC": "1.001193.000.00.00.H99",
        "TenTTHC": "Thủ tục đăng ký khai sinh",
        "ChuHoSo": "Nguyễn Thị Ngọc Lan",
        "LoaiDoiTuong": "1",
        "SoGiayToChuHoSo": "001195000011",
        "MaDoiTuong": "tech-4711",
        "TaiKhoanDuocXacThucVoiVNeID": "1",
        "SoDienThoai": "0912345671",
        "Email": "lan@example.vn",
        "TrichYeuHoSo": "Đăng ký khai sinh",
        "NgayNopHoSo": "20261116084500",
        "TrangThaiHoSo": "1",
        "MaCoQuanThucHien": "H99.1",
        "KenhThucHien": "2",
        "NoiNopHoSo": "1",
        "DuLieuToKhai": dict(samples.ANSWERS["1.001193"]),
        "TaiLieuNop": [],
        **changed,
    }
    return {name: value for name, value in whole.items() if value is not None}


def central(**changed: Any) -> Item:
    return {
        "MaHoSo": "G06.34-261101-0042",
        "MaTTHC": "2.001234",
        "TenTTHC": "Cấp hộ chiếu phổ thông",
        "DonViXuLy": "Cục Quản lý xuất nhập cảnh",
        "TrangThaiHoSo": "4",
        "NgayTiepNhan": "20261102090000",
        "NgayHenTra": "20261112170000",
        "NgayCapNhat": "20261103080000",
        **changed,
    }


def body(*items: Item, service: str = "DongBoHoSoMC") -> bytes:
    return json.dumps({"service": service, "data": [*items]}, ensure_ascii=False).encode()


def brought(content: bytes, *, secret: str = SECRET, **extra: Any) -> dict[str, str]:
    """What we answer."""
    headers = {"Authorization": f"Bearer {secret}"}
    response = Client().post(PATH, content, content_type="application/json", headers=headers, **extra)
    assert response["Content-Type"] == "application/json"
    answered: dict[str, str] = response.json()
    return answered


@pytest.fixture
def door(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.NATIONAL_INBOX_SECRET = SECRET
    monkeypatch.setattr(legal_time, "now", lambda: TUESDAY)
