"""Two shapes of the same answer: the one of the national gateway, and the newer one that some provinces are given."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.effects.registries.business.port import Enterprise
from motcua.effects.registries.gateway.client import Operation, Service
from motcua.effects.registries.port import NotInRegister, RegisterDown, RequestRefused
from motcua.foundation.text.folding import nfc

SERVICE = Service("apiCSDLDKDN")
#: Here, unlike elsewhere, one is good.
_GOOD = "1"
_CODE_LENGTHS = (10, 13)


def question(code: str) -> Operation:
    """Raises RequestRefused for what is no code of an enterprise: ten figures, thirteen for a branch."""
    figures = code.replace("-", "").strip()
    if not (figures.isascii() and figures.isdigit() and len(figures) in _CODE_LENGTHS):
        raise RequestRefused
    return Operation(SERVICE, "chiTietDoanhNghiep", query={"msdn": figures})


def answer(told: Any, *, code: str) -> Enterprise:
    """Raises NotInRegister, and RegisterDown where the answer has neither shape or is about another enterprise."""
    if not isinstance(told, dict):
        raise RegisterDown
    if "GetEntCert" in told:
        found = _newer(told["GetEntCert"])
    elif "Status" in told:
        found = _older(told)
    else:
        raise RegisterDown
    if found.code != code.replace("-", "").strip() or not found.name:
        raise RegisterDown
    return found


def _older(told: Mapping[str, Any]) -> Enterprise:
    data = told.get("Data")
    main = data.get("MainInformation") if isinstance(data, dict) else None
    if str(told["Status"]) != _GOOD or not isinstance(data, dict) or not isinstance(main, dict):
        raise NotInRegister
    return Enterprise(
        code=_text(main, "ENTERPRISE_GDT_CODE"),
        name=_text(main, "NAME"),
        kind=_text(main, "ENTERPRISE_TYPE_NAME"),
        status=_text(main, "ENTERPRISE_STATUS"),
        founded_on=_iso(_text(main, "FOUNDING_DATE")),
        representatives=_older_representatives(main, data),
        address=_text(_mapping(data.get("HOAdress")), "AddressFullText"),
    )


def _older_representatives(main: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[str, ...]:
    joined = tuple(name.strip() for name in _text(main, "LEGAL_NAMES").split(";") if name.strip())
    return joined or tuple(name for each in _rows(data.get("Representatives")) if (name := _text(each, "FULL_NAME")))


def _newer(told: Any) -> Enterprise:
    """A list that is null means that there is none."""
    rows = _rows(told)
    if not rows:
        raise NotInRegister
    row = rows[0]
    seat = _first(_first(row, "DiaChiTruSo"), "DiaChi")
    people = [person for each in _rows(row.get("DaiDienPhapLuat")) for person in _rows(each.get("ThongTinCaNhan"))]
    return Enterprise(
        code=_text(row, "MaSoDoanhNghiep"),
        name=_text(row, "TenTiengViet"),
        kind=_text(row, "LoaiHinhDN"),
        status=_text(_first(row, "TinhTrangPhapLy"), "TinhTrangPhapLy"),
        founded_on=_iso(_text(row, "NgayDangKyLanDau")),
        representatives=tuple(name for person in people if (name := _text(person, "HoVaTen"))),
        address=", ".join(
            part for part in (_text(seat, name) for name in ("DiaChiChiTiet", "TenPhuongXa", "TenTinhThanh")) if part
        ),
    )


def _rows(told: Any) -> list[dict[str, Any]]:
    listed = told if isinstance(told, list) else [told]
    return [each for each in listed if isinstance(each, dict)]


def _first(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return next(iter(_rows(row.get(name))), {})


def _mapping(told: Any) -> dict[str, Any]:
    return told if isinstance(told, dict) else {}


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return nfc(str(value)).strip() if isinstance(value, str | int) else ""


def _iso(day: str) -> str:
    """Of a day written dd/MM/yyyy; anything else is nothing."""
    try:
        return datetime.strptime(day[:10], "%d/%m/%Y").date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return ""
