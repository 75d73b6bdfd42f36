"""What the stand-in's register holds and says, and what it finds wrong with a request."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from motcua.foundation.accounts import demo

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
NAMESPACE = "http://dancuquocgia.bca"
_ORDER = ["MaYeuCau", "MaDVC", "MaTichHop", "MaCanBo", "SoDinhDanh", "HoVaTen", "NgayThangNamSinh"]
_LONGEST = {"MaYeuCau": 40, "MaDVC": 20}


@dataclass(frozen=True, slots=True)
class Citizen:
    personal_id: str
    family: str
    middle: str
    given: str
    born: str
    gender: str
    ethnic_group: str = "01"
    province: str = "99"
    commune: str = "99001"
    detail: str = "Số 12, tổ 4"


def demo_citizens() -> dict[str, Citizen]:
    found = {}
    for person in demo.PEOPLE:
        family, *middle, given = person.full_name.split()
        found[person.personal_id] = Citizen(
            person.personal_id,
            family,
            " ".join(middle),
            given,
            person.birth_date.strftime("%Y%m%d"),
            "2" if person.gender == "female" else "1",
            commune=person.commune,
        )
    return found


def wrong_in(content: bytes) -> str:
    """What a strict register would not take: other names, another order, small letters, numbers that are none."""
    try:
        root: Any = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return "not well-formed"
    look_up = root.find(f"{{{ENVELOPE}}}Body/{{{NAMESPACE}}}TraCuuThongTinCongDan")
    if root.tag != f"{{{ENVELOPE}}}Envelope" or look_up is None:
        return "no TraCuuThongTinCongDan in the body"
    if [etree.QName(each).localname for each in look_up] != _ORDER:
        return "children out of order"
    values = {etree.QName(each).localname: each.text or "" for each in look_up}
    rules = {
        "too long": all(len(values[name]) <= most for name, most in _LONGEST.items()),
        "SoDinhDanh": values["SoDinhDanh"].isdigit() and len(values["SoDinhDanh"]) == 12,  # noqa: PLR2004 - digits
        "HoVaTen": values["HoVaTen"] == values["HoVaTen"].upper() != "",
        "NgayThangNamSinh": _is_birth(look_up[-1]),
    }
    return next((name for name, holds in rules.items() if not holds), "")


def _is_birth(element: Any) -> bool:
    lengths = {"NgayThangNam": 8, "Nam": 4}
    return len(element) == 1 and len(element[0].text or "") == lengths.get(etree.QName(element[0]).localname)


def written(citizen: Citizen) -> str:
    return (
        f"<ns:CongDan><ns:SoDinhDanh>{citizen.personal_id}</ns:SoDinhDanh><ns:SoCMND/>"
        f"<ns:HoVaTen><ns:Ho>{citizen.family}</ns:Ho><ns:ChuDem>{citizen.middle}</ns:ChuDem>"
        f"<ns:Ten>{citizen.given}</ns:Ten></ns:HoVaTen><ns:GioiTinh>{citizen.gender}</ns:GioiTinh>"
        f"<ns:DanToc>{citizen.ethnic_group}</ns:DanToc>"
        f"<ns:NgayThangNamSinh><ns:NgayThangNam>{citizen.born}</ns:NgayThangNam></ns:NgayThangNamSinh>"
        f"<ns:ThuongTru><ns:MaTinhThanh>{citizen.province}</ns:MaTinhThanh><ns:MaQuanHuyen/>"
        f"<ns:MaPhuongXa>{citizen.commune}</ns:MaPhuongXa><ns:ChiTiet>{citizen.detail}</ns:ChiTiet>"
        "<ns:QuocGia>VN</ns:QuocGia></ns:ThuongTru></ns:CongDan>"
    )


def envelope(body: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="{ENVELOPE}" xmlns:ns="{NAMESPACE}">'
        f"<s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


def fault(words: str) -> bytes:
    return envelope(f"<s:Fault><faultcode>s:Client</faultcode><faultstring>{words}</faultstring></s:Fault>")
