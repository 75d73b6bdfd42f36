"""The business register behind the stand-in of the gateway, in its two shapes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.foundation.accounts import demo
from motcua.foundation.stand_ins.door import Answer, Book, Request, Route, said

_LENGTHS = (10, 13)
_ACTIVE = "Đang hoạt động"
_KIND = "Công ty trách nhiệm hữu hạn hai thành viên trở lên"


@dataclass(frozen=True, slots=True)
class Body:
    code: str
    name: str
    representative: str
    address: str
    status: str = _ACTIVE


def demo_bodies() -> dict[str, Body]:
    names = {person.sign_in: person.full_name for person in demo.PEOPLE}
    return {
        each.registration_code: Body(each.registration_code, each.name, names[each.members[0]], each.address)
        for each in demo.ORGANISATIONS
    }


@dataclass
class Businesses:
    """`newer`: answers in the shape of 2024."""

    book: Book
    bodies: dict[str, Body] = field(default_factory=demo_bodies)
    newer: bool = False

    def operations(self) -> Mapping[tuple[str, str], Route]:
        return {("GET", "apiCSDLDKDN/chiTietDoanhNghiep"): self.details}

    def details(self, asked: Request) -> Answer:
        code = asked.query.get("msdn", "")
        if not (code.isdigit() and len(code) in _LENGTHS and list(asked.query) == ["msdn"]):
            self.book.complain("msdn")
            return said({"Status": "0", "Message": "msdn", "Data": None, "DataCount": 0})
        body = self.bodies.get(code)
        if self.book.takes("wrong_enterprise"):
            body = Body("0000000000", "Công ty khác", "Người khác", "Nơi khác")
        return said(_newer(body) if self.newer else _older(body))


def _older(body: Body | None) -> dict[str, Any]:
    if body is None:
        return {"Data": None, "DataCount": 0, "Status": "0", "Message": "Không tìm thấy"}
    main = {
        "ENTERPRISE_ID": 1,
        "ENTERPRISE_GDT_CODE": body.code,
        "ENTERPRISE_TYPE_NAME": _KIND,
        "NAME": body.name,
        "FOUNDING_DATE": "05/03/2019",
        "ENTERPRISE_STATUS": body.status,
        "LEGAL_NAMES": f"{body.representative};",
    }
    data = {
        "MainInformation": main,
        "HOAdress": {"CityID": 99, "AddressFullText": f"{body.address}, phường Minh Tân, tỉnh Sông Lam"},
        "BusinessActivity": [{"CODE": "1079", "NAME": "Sản xuất thực phẩm khác", "IS_MAIN": "Y"}],
        "Representatives": {"FULL_NAME": body.representative},
    }
    return {"Data": data, "DataCount": 1, "Status": "1", "Message": "OK"}


def _newer(body: Body | None) -> dict[str, Any]:
    if body is None:
        return {"GetEntCert": None}
    person = {"HoVaTen": body.representative, "QuocTich": "Việt Nam"}
    place = {"DiaChiChiTiet": body.address, "TenPhuongXa": "Phường Minh Tân", "TenTinhThanh": "Tỉnh Sông Lam"}
    row = {
        "MaNoiBo": "1",
        "MaSoDoanhNghiep": body.code,
        "LoaiHinhDN": _KIND,
        "TenTiengViet": body.name,
        "NgayDangKyLanDau": "05/03/2019",
        "TinhTrangPhapLy": [{"TinhTrangPhapLy": body.status, "MaTinhTrangPhapLy": "1"}],
        "DaiDienPhapLuat": [{"ThongTinCaNhan": [person]}],
        "DiaChiTruSo": [{"DiaChi": [place]}],
        "NganhNgheKinhDoanh": [{"MaNganh": "1079", "TenNganh": "Sản xuất thực phẩm khác", "LaNganhChinh": "1"}],
    }
    return {"GetEntCert": [row]}
