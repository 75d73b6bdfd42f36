"""The stand-in's catalogue: a few invented procedures, one of them with a code of ours and other words.

`POST /_catalogue {"code": …, "fields": {…}}` changes one, `{"code": …, "forget": true}` takes it out of the list. The
fault `short_listing` lists the first one alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.foundation.stand_ins.door import Answer, Book, Request, said

Document = dict[str, Any]
_NAMES = {
    "1.001193": ("Thủ tục đăng ký khai sinh", "Hộ tịch", "1", "Ngày"),
    "9.100001": ("Cấp giấy chứng nhận nuôi chim bồ câu cảnh", "Chăn nuôi", "3", "Ngày làm việc"),
    "9.100002": ("Thông báo tổ chức hội thả diều", "Văn hóa cơ sở", "2", "Ngày làm việc"),
    "9.100003": ("Đăng ký mở lớp dạy đan nón lá", "Giáo dục nghề nghiệp", "5", "Ngày làm việc"),
}
_DONE: Document = {"error_code": "0", "message": "Thành công"}


def document(code: str, name: str, sector: str, amount: str, unit: str) -> Document:
    """As `LayThuTuc` answers; what is left out here is left out there as well."""
    time = {"THOIGIANGIAIQUYET": amount, "DONVITINH": unit, "MOTA": "", "PHILEPHI": []}
    return {
        "MATTHC": code,
        "TENTTHC": name,
        "TRANGTHAI": "1",
        "MOTACOQUANTHUCHIEN": "Ủy ban nhân dân cấp xã",
        "YEUCAU": "",
        "QUYETDINH": "",
        "CAPTHUCHIEN": [{"TENCAP": "Cấp xã"}],
        "LINHVUCTHUCHIEN": [{"MALINHVUC": "", "TENLINHVUC": sector}],
        "CACHTHUCTHUCHIEN": [{"KENH": channel, "THOIGIAN": [time]} for channel in ("1", "2")],
        "THANHPHANHOSO": [
            {
                "TRUONGHOP": "",
                "GIAYTO": [{"TENGIAYTO": "Tờ khai", "TENMAUDON": "", "SOBANCHINH": "1", "SOBANSAO": "0"}],
            }
        ],
        "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Bước 1: Nộp hồ sơ."}]}],
        "KETQUATHUCHIEN": [{"MAKETQUA": "", "TENKETQUA": "Giấy chứng nhận"}],
        "DOITUONGTHUCHIEN": [{"TENDOITUONG": "Công dân Việt Nam"}],
        "CANCUPHAPLY": [{"SOVANBAN": "1/2026/QĐ-MAU", "TENVANBAN": "Quyết định mẫu"}],
    }


@dataclass
class Catalogue:
    book: Book
    documents: dict[str, Document] = field(
        default_factory=lambda: {code: document(code, *facts) for code, facts in _NAMES.items()}
    )

    @property
    def services(self) -> dict[str, Any]:
        return {"LayDanhSachTTHC": self.listing, "LayThuTuc": self.detail}

    def listing(self, _told: Mapping[str, Any]) -> Document:
        rows = [{"MATTHC": code, "TENTTHC": each["TENTTHC"]} for code, each in self.documents.items()]
        return {**_DONE, "result": rows[:1] if self.book.takes("short_listing") else rows}

    def detail(self, told: Mapping[str, Any]) -> Document:
        code = told.get("maTTHC")
        if code not in self.documents:
            self.book.complain(f"maTTHC: {code}")
            return {"error_code": "-2", "message": "Thủ tục không tồn tại", "result": []}
        return {**_DONE, "result": [self.documents[code]]}

    def alter(self, asked: Request) -> Answer:
        order = asked.json()
        if order.get("forget"):
            self.documents.pop(order["code"], None)
        else:
            known = self.documents.get(order["code"]) or document(
                order["code"], "Thủ tục mới", "Lĩnh vực mới", "1", "Ngày"
            )
            self.documents[order["code"]] = known | order.get("fields", {})
        return said({"altered": order["code"]})
