"""Values of fields that name a person, so that a difference can be seen and nobody be recognised."""

#: The last part of a field's name.
_NAMING = frozenset(
    {
        *("ChuHoSo", "Email", "SoDienThoai", "SoGiayToChuHoSo", "SoDinhDanh", "MaDoiTuong"),
        *("TenTepDinhKem", "NguoiYeuCauBoSung", "NguoiTiepNhanBoSung", "NoiDungBoSung", "NguoiXuLy"),
        *("DuongDanTaiTepTin", "DuongDanTepTinKetQua"),
    }
)
_SHOWN = 2


def masked(field: str, value: str) -> str:
    """Its first letters and its length: enough to see that the two sides differ."""
    if field.rpartition(".")[2] not in _NAMING or not value:
        return value
    return f"{value[:_SHOWN]}… ({len(value)})"
