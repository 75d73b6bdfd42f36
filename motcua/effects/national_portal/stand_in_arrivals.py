"""The stand-in's own front door: somebody files there, and it brings us the dossier with papers that lie with it.

`/filing` is a page with buttons, for the demonstration: a whole dossier, one that lacks much, the same one twice, one
of a ministry, half a message. `bring` sends any message, for tests.
"""

import http.client
import io
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit

import pikepdf

from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.stand_ins.door import Answer, Request, Routes, page, said

SECRET, PATH = "stand-in-inbox-secret", "nhanhsdvcqg"
_PAPER = "giay_chung_sinh.pdf"
_WAIT_SECONDS = 10.0
_BUTTONS = {
    "whole": "Nộp một hồ sơ khai sinh đầy đủ",
    "half_filled": "Nộp một hồ sơ còn thiếu nhiều mục",
    "twice": "Gửi lại hồ sơ vừa nộp, y như cũ",
    "central": "Báo một hồ sơ của bộ, ngành",
    "broken": "Gửi nửa bản tin",
}
_HOME = {"province": "99", "commune": "99001", "detail": "12 phố Chợ"}
_ANSWERS: dict[str, Any] = {
    "co_giay_chung_sinh": True,
    "tre_bo_roi": False,
    "mang_thai_ho": False,
    "cha_me_co_ket_hon": True,
    "qua_uy_quyen": False,
    "nyc_ho_ten": "Nguyễn Thị Ngọc Lan",
    "nyc_ngay_sinh": "1995-03-05",
    "nyc_so_dinh_danh": "001195000011",
    "nyc_noi_cu_tru": _HOME,
    "nyc_dien_thoai": "0912345671",
    "quan_he": "me",
    "tre_ho_ten": "Nguyễn Minh An",
    "tre_gioi_tinh": "2",
    "tre_dan_toc": "01",
    "tre_quoc_tich": "VN",
    "tre_noi_sinh": _HOME,
    "tre_que_quan": _HOME,
    "me_ho_ten": "Nguyễn Thị Ngọc Lan",
    "me_ngay_sinh": "1995-03-05",
    "me_noi_cu_tru": _HOME,
    "hinh_thuc_nhan": "e_document",
    "cam_doan": True,
    # Their form asks what ours does not.
    "ghi_chu_cua_nguoi_nop": "Nộp tại Cổng Dịch vụ công quốc gia",
}


@dataclass
class FrontDoor:
    """`site`: the portal to which dossiers are brought; `own`: where we are, which is known once we are open."""

    site: str
    own: Callable[[], str]
    now: Callable[[], datetime] = lambda: datetime.fromtimestamp(time.time(), tz=VIETNAM)
    answers: list[dict[str, Any]] = field(default_factory=list)
    _last: bytes = b""
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def routes(self) -> Routes:
        return {
            ("GET", "/filing"): self.show,
            ("POST", "/filing"): self.file,
            ("GET", f"/papers/{_PAPER}"): self.paper,
        }

    def show(self, _asked: Request) -> Answer:
        buttons = "".join(
            f'<form method="post" action="/filing"><button name="what" value="{key}">{escape(word)}</button></form>'
            for key, word in _BUTTONS.items()
        )
        told = "".join(f"<li><code>{escape(json.dumps(each, ensure_ascii=False))}</code></li>" for each in self.answers)
        return page(_PAGE.format(buttons=buttons, told=told or "<li>Chưa gửi gì.</li>"))

    def file(self, asked: Request) -> Answer:
        what = asked.form().get("what", "")
        if what not in _BUTTONS:
            return said({"error": "what"}, status=422)
        if what == "broken":
            content = json.dumps(self._message({})).encode()[:120]
        elif what != "twice" or not self._last:
            content = json.dumps(self._message(_OF[what](self)), ensure_ascii=False).encode()
            self._last = content if what in ("whole", "half_filled") else self._last
        else:
            content = self._last
        self.answers.append(self.bring(content))
        return Answer(b"", 303, headers={"Location": "/filing"})

    def bring(self, content: bytes) -> dict[str, Any]:
        """What our door answered."""
        target = urlsplit(self.site)
        assert target.hostname is not None, "a site has a host"
        connection = http.client.HTTPConnection(target.hostname, target.port, timeout=_WAIT_SECONDS)
        headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json"}
        try:
            connection.request("POST", f"/{PATH}", content, headers)
            answered = connection.getresponse().read()
        except OSError:
            return {"error_code": "", "message": "không gửi được"}
        finally:
            connection.close()
        found: dict[str, Any] = json.loads(answered)
        return found

    def paper(self, _asked: Request) -> Answer:
        out = io.BytesIO()
        with pikepdf.new() as document:
            document.add_blank_page(page_size=(595, 842))
            document.save(out)
        return Answer(out.getvalue(), kind="application/pdf")

    def whole(self) -> dict[str, Any]:
        item = self.half_filled()
        born = f"{self.now():%Y-%m-%d}"
        paper = {
            "TepDinhKemId": "1",
            "TenTepDinhKem": _PAPER,
            "IsDeleted": "False",
            "MaThanhPhanHoSo": "giay_chung_sinh",
            "DuongDanTaiTepTin": f"{self.own()}/papers/{_PAPER}",
        }
        return {**item, "DuLieuToKhai": {**_ANSWERS, "tre_ngay_sinh": born}, "TaiLieuNop": [paper]}

    def half_filled(self) -> dict[str, Any]:
        now = self.now()
        return {
            "MaHoSo": f"000.00.00.G22-{now:%y%m%d}-{now:%H%M%S}{next(self._numbers):02d}",
            "MaTTHC": "1.001193.000.00.00.H99",
            "TenTTHC": "Thủ tục đăng ký khai sinh",
            "ChuHoSo": "Nguyễn Thị Ngọc Lan",
            "LoaiDoiTuong": "1",
            "SoGiayToChuHoSo": "001195000011",
            "MaDoiTuong": "tech-id-lan",
            "TaiKhoanDuocXacThucVoiVNeID": "1",
            "SoDienThoai": "0912345671",
            "Email": "lan@example.vn",
            "TrichYeuHoSo": "Đăng ký khai sinh",
            "NgayNopHoSo": f"{now:%Y%m%d%H%M%S}",
            "TrangThaiHoSo": "1",
            "MaCoQuanThucHien": "H99.1",
            "KenhThucHien": "2",
            "NoiNopHoSo": "1",
            "DuLieuToKhai": {"tre_ho_ten": "Nguyễn Minh An", "mau_toc": "đen"},
            "TaiLieuNop": [],
        }

    def central(self) -> dict[str, Any]:
        now = self.now()
        return {
            "MaHoSo": f"G06.34-{now:%y%m%d}-{now:%H%M%S}{next(self._numbers):02d}",
            "MaTTHC": "2.900001",
            "TenTTHC": "Cấp giấy phép mẫu của bộ",
            "DonViXuLy": "Cục Mẫu, bộ X",
            "TrangThaiHoSo": "4",
            "NgayTiepNhan": f"{now:%Y%m%d}000000",
            "NgayHenTra": f"{now:%Y%m%d}235900",
            "NgayCapNhat": f"{now:%Y%m%d%H%M%S}",
        }

    def _message(self, item: dict[str, Any]) -> dict[str, Any]:
        service = "DongBoHoSoTrungUong" if "DonViXuLy" in item else "DongBoHoSoMC"
        return {"madonvi": "000.00.00.G22", "service": service, "data": [item]}


_OF: dict[str, Callable[[FrontDoor], dict[str, Any]]] = {
    "whole": FrontDoor.whole,
    "half_filled": FrontDoor.half_filled,
    "twice": FrontDoor.whole,
    "central": FrontDoor.central,
}
_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Cổng giả: nộp hồ sơ</title><style>body{{margin:0;font:17px/1.55 system-ui,sans-serif;background:#f4f1ea;
color:#17140f}}main{{max-width:44rem;margin:0 auto;padding:1rem}}.stand-in{{background:#17140f;color:#fff;
padding:.6rem 1rem;text-align:center}}button{{font:inherit;padding:.7rem 1rem;margin:.3rem 0;width:100%;
min-height:48px;text-align:left;background:#fff;border:2px solid #17140f;border-radius:.5rem}}
:focus-visible{{outline:3px solid #0a4586;outline-offset:3px}}code{{overflow-wrap:anywhere}}</style>
<p class="stand-in">Chương trình giả lập, không phải Cổng Dịch vụ công quốc gia</p>
<main><h1>Nộp hồ sơ tại Cổng giả</h1><p>Mỗi nút gửi một bản tin sang hệ thống một cửa.</p>{buttons}
<h2>Bên kia trả lời</h2><ol>{told}</ol><p><a href="/">Hồ sơ Cổng giả đã nhận</a></p></main></html>"""
