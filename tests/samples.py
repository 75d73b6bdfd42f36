"""Answers and papers that real people could hand in, for the three journeys that every test knows by heart."""

import io
from typing import Any

from PIL import Image

HOME = {"province": "99", "commune": "99001", "detail": "12 phố Chợ"}

BIRTH: dict[str, Any] = {
    "co_giay_chung_sinh": True,
    "tre_bo_roi": False,
    "mang_thai_ho": False,
    "cha_me_co_ket_hon": True,
    "qua_uy_quyen": False,
    "nyc_ho_ten": "Nguyễn Thị Ngọc Lan",
    "nyc_ngay_sinh": "1995-03-05",
    "nyc_so_dinh_danh": "001195000011",
    "nyc_loai_giay_to": "can_cuoc",
    "nyc_so_giay_to": "001195000011",
    "nyc_noi_cu_tru": HOME,
    "nyc_dien_thoai": "0912345671",
    "quan_he": "me",
    "tre_ho_ten": "Nguyễn Minh Khôi",
    "tre_ngay_sinh": "2026-10-28",
    "tre_gioi_tinh": "1",
    "tre_dan_toc": "01",
    "tre_quoc_tich": "VN",
    "tre_noi_sinh_co_so": "Bệnh viện Phụ sản Sông Lam",
    "tre_noi_sinh": HOME,
    "tre_que_quan": HOME,
    "me_ho_ten": "Nguyễn Thị Ngọc Lan",
    "me_ngay_sinh": "1995-03-05",
    "me_noi_cu_tru": HOME,
    "cha_ho_ten": "Nguyễn Văn Thắng",
    "cha_ngay_sinh": "1993-08-20",
    "kh_so": "45/2024",
    "kh_ngay": "2024-02-10",
    "cap_ban_sao": False,
    "hinh_thuc_nhan": "e_document",
    "cam_doan": True,
}

HOUSEHOLD_BUSINESS: dict[str, Any] = {
    "chu_the": "ca_nhan",
    "qua_uy_quyen": False,
    "chua_co_dinh_danh": False,
    "ch_ho_ten": "Trần Quốc Bình",
    "ch_ngay_sinh": "1988-08-20",
    "ch_gioi_tinh": "1",
    "ch_quoc_tich": "VN",
    "ch_so_dinh_danh": "001088000022",
    "ch_noi_cu_tru": HOME,
    "ch_dien_thoai": "0912345672",
    "ten_hkd": "Hộ kinh doanh Bình Minh",
    "tru_so": HOME,
    "dien_thoai": "0912345672",
    "nganh_nghe": [{"ma_nganh": "4711", "ten_nganh": "Bán lẻ lương thực, thực phẩm", "nganh_chinh": True}],
    "von_kinh_doanh": 100_000_000,
    "phuong_phap_thue": "ke_khai",
    "so_lao_dong": 2,
    "hinh_thuc_nhan": "e_document",
    "cam_doan": True,
}

PERMIT_EXTENSION: dict[str, Any] = {
    "da_khoi_cong": False,
    "ten_chu_dau_tu": "Trần Quốc Bình",
    "so_dinh_danh": "001088000022",
    "dien_thoai": "0912345672",
    "dia_chi_xd": HOME,
    "gpxd_so": "12/GPXD-2025",
    "gpxd_ngay": "2025-12-01",
    "gpxd_noi_cap": "Ủy ban nhân dân phường Minh Tân",
    "gpxd_het_han": "2026-12-01",
    "lan_gia_han": 1,
    "ly_do": "Chưa chuẩn bị xong vật liệu",
    "hinh_thuc_nhan": "e_document",
    "cam_doan": True,
}

BIRTH_TOGETHER: dict[str, Any] = {
    "co_giay_chung_sinh": True,
    "cha_me_co_ket_hon": True,
    "nhap_khau_noi_khac": False,
    "cap_the_can_cuoc": False,
    "nyc_ho_ten": "Nguyễn Thị Ngọc Lan",
    "nyc_ngay_sinh": "1995-03-05",
    "nyc_so_dinh_danh": "001195000011",
    "nyc_noi_cu_tru": HOME,
    "nyc_dien_thoai": "0912345671",
    "quan_he": "me",
    "tre_ho_ten": "Nguyễn Minh Khôi",
    "tre_ngay_sinh": "2026-10-28",
    "tre_gioi_tinh": "1",
    "tre_dan_toc": "01",
    "tre_quoc_tich": "VN",
    "tre_noi_sinh": "Bệnh viện Phụ sản Sông Lam",
    "tre_que_quan": HOME,
    "me_ho_ten": "Nguyễn Thị Ngọc Lan",
    "me_ngay_sinh": "1995-03-05",
    "me_noi_cu_tru": HOME,
    "tt_dia_chi": HOME,
    "tt_chu_ho": "Nguyễn Thị Ngọc Lan",
    "tt_so_dinh_danh_chu_ho": "001195000011",
    "tt_quan_he_chu_ho": "con",
    "bhyt_noi_kcb": "Bệnh viện Phụ sản Sông Lam",
    "cc_de_nghi": False,
    "cap_ban_sao": False,
    "hinh_thuc_nhan": "e_document",
    "cam_doan": True,
}

DEATH_TOGETHER: dict[str, Any] = {
    "nhom_che_do": "bhxh",
    "co_giay_bao_tu": True,
    "nyc_ho_ten": "Nguyễn Thị Ngọc Lan",
    "nyc_ngay_sinh": "1995-03-05",
    "nyc_so_dinh_danh": "001195000011",
    "nyc_noi_cu_tru": HOME,
    "nyc_dien_thoai": "0912345671",
    "quan_he": "con",
    "nc_ho_ten": "Nguyễn Văn Tâm",
    "nc_ngay_sinh": "1950-01-02",
    "nc_gioi_tinh": "1",
    "nc_dan_toc": "01",
    "nc_quoc_tich": "VN",
    "nc_so_dinh_danh": "001050000012",
    "nc_noi_cu_tru": HOME,
    "nc_ngay_chet": "2026-11-10",
    "nc_noi_chet": "Tại nhà, 12 phố Chợ",
    "nc_nguyen_nhan": "Tuổi già",
    "xtt_dia_chi": HOME,
    "xtt_chu_ho": "Nguyễn Văn Tâm",
    "cd_nguoi_nhan": "Nguyễn Thị Ngọc Lan",
    "cd_hinh_thuc": "tien_mat",
    "cap_ban_sao": False,
    "hinh_thuc_nhan": "e_document",
    "cam_doan": True,
}

ANSWERS = {
    "1.001193": BIRTH,
    "1.001612": HOUSEHOLD_BUSINESS,
    "1.013227": PERMIT_EXTENSION,
    "2.002913": DEATH_TOGETHER,
    "3.000722": BIRTH_TOGETHER,
}
#: The papers that each of these cases needs, by key.
PAPERS: dict[str, tuple[str, ...]] = {
    "1.001193": ("giay_chung_sinh",),
    "1.001612": (),
    "1.013227": ("gpxd_ban_chinh",),
    "2.002913": ("giay_bao_tu", "to_khai_bhxh"),
    "3.000722": (),
}


def pdf(text: str = "Giấy tờ mẫu") -> bytes:
    """A small, real PDF with the text in its information dictionary."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        document.docinfo["/Title"] = text
        document.save(out)
    return out.getvalue()


def jpeg(width: int = 640, height: int = 480) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG")
    return out.getvalue()
