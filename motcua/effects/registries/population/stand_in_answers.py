"""What the stand-in's register holds and says, and what it finds wrong with a request."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from motcua.foundation.accounts import demo
from motcua.foundation.text.folding import fold

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
NAMESPACE = "http://dancuquocgia.bca"
LOOK_UP, VERIFY = "TraCuuThongTinCongDan", "XacThucThongTinCongDan"
#: In this order; who asks for more than a verification may have to say from which unit.
_HEAD, _UNIT = ["MaYeuCau", "MaDVC", "MaTichHop", "MaCanBo"], ["MaDonVi", "TaiKhoan", "SoDienThoai"]
_NUMBERS = {"SoDinhDanh": 12, "SoCMND": 9}
_TAIL = ["HoVaTen", "NgayThangNamSinh"]
_LONGEST = {"MaYeuCau": 40, "MaDVC": 20}
#: Which sets of facts go with which operation.
_SETS = {VERIFY: {"003"}, LOOK_UP: {"037"}}


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


def operation_in(root: Any) -> Any:
    """The element of the operation that is asked for, or nothing."""
    body = root.find(f"{{{ENVELOPE}}}Body") if root.tag == f"{{{ENVELOPE}}}Envelope" else None
    found = (body.find(f"{{{NAMESPACE}}}{name}") for name in _SETS) if body is not None else ()
    return next((each for each in found if each is not None), None)


def wrong_in(content: bytes) -> str:
    """What a strict register would not take: other names, another order, small letters, numbers that are none."""
    try:
        root: Any = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return "not well-formed"
    asked = operation_in(root)
    if asked is None:
        return f"no {LOOK_UP} in the body"
    names = [etree.QName(each).localname for each in asked]
    number = next((name for name in _NUMBERS if name in names), "SoDinhDanh")
    if names not in ([*_HEAD, number, *_TAIL], [*_HEAD, *_UNIT, number, *_TAIL]):
        return "children out of order"
    values = {etree.QName(each).localname: each.text or "" for each in asked}
    operation = etree.QName(asked).localname
    rules = {
        "too long": all(len(values[name]) <= most for name, most in _LONGEST.items()),
        "MaTichHop": values["MaTichHop"] in _SETS[operation],
        "SoDinhDanh": values[number].isdigit() and len(values[number]) == _NUMBERS[number],
        "HoVaTen": values["HoVaTen"] == values["HoVaTen"].upper() != "",
        "NgayThangNamSinh": _is_birth(asked[-1]),
    }
    return next((name for name, holds in rules.items() if not holds), "")


def wrong_in_wrapper(told: Any) -> str:
    """The same for the province's wrapper: names without marks and spaces, and exactly one number and one date."""
    names = {"HoVaTen", "SoDinhDanh", "SoCMND", "NgayThangNam", "Nam", "MaTichHop", "MaDVC", "MaCanBo", "MaYeuCau"}
    if not isinstance(told, dict) or set(told) != names or not all(isinstance(each, str) for each in told.values()):
        return "members"
    name, number = told["HoVaTen"], told["SoDinhDanh"] or told["SoCMND"]
    dates = [figures for figures in (told["NgayThangNam"], told["Nam"]) if figures]
    rules = {
        "too long": all(len(told[each]) <= most for each, most in _LONGEST.items()),
        "SoDinhDanh": number.isdigit() and len(number) in _NUMBERS.values(),
        "HoVaTen": name.isascii() and name.isalpha() and name.isupper(),
        "NgayThangNamSinh": len(dates) == 1 and dates[0].isdigit() and len(dates[0]) in {4, 8},
    }
    return next((rule for rule, holds in rules.items() if not holds), "")


def verified(citizen: Citizen | None, *, name: str, born: str) -> str:
    """Yes or no to each of what was asked."""
    if citizen is None:
        return "<ns:KetQuaXacThuc><ns:TonTai>false</ns:TonTai></ns:KetQuaXacThuc>"
    ours = plain(" ".join(part for part in (citizen.family, citizen.middle, citizen.given) if part))
    told = {
        "TonTai": True,
        "SoDinhDanh": True,
        "HoVaTen": ours == plain(name),
        "NgayThangNamSinh": citizen.born.startswith(born),
    }
    lines = "".join(f"<ns:{each}>{str(holds).lower()}</ns:{each}>" for each, holds in told.items())
    return f"<ns:KetQuaXacThuc>{lines}</ns:KetQuaXacThuc>"


def plain(name: str) -> str:
    return fold(name).replace(" ", "")


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
