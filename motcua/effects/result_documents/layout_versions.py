"""Which drawing a result is drafted from, on which day. A new form of the law is a drawing and a line here.

Every drawing has the typography of Decree 30/2020/NĐ-CP, annex I. What stands in it is named by the keys of the form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent / "layouts"
#: Decree 30/2020/NĐ-CP has been in force since this day, Decree 45/2020/NĐ-CP since the other.
_DECREE_30, _DECREE_45 = date(2020, 3, 5), date(2020, 4, 8)
#: Circular 04/2020/TT-BTP on civil status; the forms of Circular 04/2024/TT-BTP say the same fields.
_CIVIL_STATUS = date(2020, 7, 16)

#: A label, and the key of the field whose answer stands behind it.
Entry = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`book` are the letters of the book in which it is numbered. `words` are what only this kind of paper says."""

    procedure: str
    kind: str
    valid_from: date
    drawing: str
    book: str
    title: str = ""
    entries: tuple[Entry, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    #: Whether it stands behind the scan of an original.
    is_certification: bool = False

    @property
    def name(self) -> str:
        return f"{self.procedure}-{self.kind}-{self.valid_from.isoformat()}"

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.drawing}.typ"


_PERSON: tuple[Entry, ...] = (
    ("Họ, chữ đệm, tên", "dt_ho_ten"),
    ("Ngày, tháng, năm sinh", "dt_ngay_sinh"),
    ("Giới tính", "dt_gioi_tinh"),
    ("Dân tộc", "dt_dan_toc"),
    ("Quốc tịch", "dt_quoc_tich"),
    ("Số định danh cá nhân", "dt_so_dinh_danh"),
)

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        procedure="1.001193",
        kind="giay_khai_sinh",
        valid_from=_CIVIL_STATUS,
        drawing="birth-2020-07-16",
        book="GKS",
        entries=(
            ("Họ, chữ đệm, tên", "tre_ho_ten"),
            ("Ngày, tháng, năm sinh", "tre_ngay_sinh"),
            ("Ghi bằng chữ", "tre_ngay_sinh_chu"),
            ("Giới tính", "tre_gioi_tinh"),
            ("Dân tộc", "tre_dan_toc"),
            ("Quốc tịch", "tre_quoc_tich"),
            ("Nơi sinh", "tre_noi_sinh"),
            ("Quê quán", "tre_que_quan"),
            ("Họ, chữ đệm, tên người mẹ", "me_ho_ten"),
            ("Năm sinh người mẹ", "me_ngay_sinh"),
            ("Nơi cư trú người mẹ", "me_noi_cu_tru"),
            ("Họ, chữ đệm, tên người cha", "cha_ho_ten"),
            ("Năm sinh người cha", "cha_ngay_sinh"),
            ("Nơi cư trú người cha", "cha_noi_cu_tru"),
        ),
    ),
    Layout(
        procedure="2.000635",
        kind="ban_sao_trich_luc",
        valid_from=_CIVIL_STATUS,
        drawing="extract-2020-07-16",
        book="TLHT-BS",
        entries=_PERSON,
        words={"event": "loai_viec", "registered_at": "da_dang_ky_tai"},
    ),
    Layout(
        procedure="1.013227",
        kind="gpxd_gia_han",
        valid_from=_DECREE_30,
        drawing="permit-2020-03-05",
        book="GPXD",
        title="Giấy phép xây dựng (gia hạn)",
        entries=(
            ("Cấp cho", "ten_chu_dau_tu"),
            ("Địa chỉ công trình", "dia_chi_xd"),
            ("Giấy phép được gia hạn số", "gpxd_so"),
            ("Ngày cấp", "gpxd_ngay"),
            ("Cơ quan cấp", "gpxd_noi_cap"),
            ("Lần gia hạn", "lan_gia_han"),
        ),
        words={"verb": "Gia hạn giấy phép xây dựng"},
    ),
    Layout(
        procedure="1.001612",
        kind="gcn_dkhkd",
        valid_from=_DECREE_30,
        drawing="permit-2020-03-05",
        book="GCN",
        title="Giấy chứng nhận đăng ký hộ kinh doanh",
        entries=(
            ("Tên hộ kinh doanh", "ten_hkd"),
            ("Địa chỉ trụ sở", "tru_so"),
            ("Điện thoại", "dien_thoai"),
            ("Vốn kinh doanh", "von_kinh_doanh"),
            ("Chủ hộ kinh doanh", "ch_ho_ten"),
            ("Nơi cư trú", "ch_noi_cu_tru"),
        ),
        words={"verb": "Chứng nhận đăng ký"},
    ),
    Layout(
        procedure="2.000815",
        kind="ban_sao_dien_tu",
        valid_from=_DECREE_45,
        drawing="certification-2020-04-08",
        book="SCT-BS",
        is_certification=True,
    ),
)


def layout_for(procedure: str, kind: str, *, on: date) -> Layout | None:
    """The newest drawing of that result that holds on the day; none where officers write it themselves."""
    found = [each for each in LAYOUTS if (each.procedure, each.kind) == (procedure, kind) and each.valid_from <= on]
    return max(found, key=lambda layout: layout.valid_from, default=None)
