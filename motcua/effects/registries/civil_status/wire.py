"""The calls of the civil-status system. Here 1 is good and 0 is bad, and errors have numbers of their own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lxml import etree

from motcua.effects.registries.civil_status.port import CodeList, Entry, Module, Registered, Registration, Stage
from motcua.effects.registries.gateway.client import Operation, Service
from motcua.effects.registries.port import NotInRegister, RegisterDown, RequestRefused
from motcua.foundation.text.folding import nfc

SERVICE = Service("apiHoTichTuPhap")
_GOOD = "1"
#: What their numbers mean for us: nothing there, not let in or not understood, or not able to answer.
ERRORS: Mapping[str, tuple[str, type[Exception]]] = {
    "100": ("AUTHEN_ERROR", RequestRefused),
    "101": ("IP_DISALLOWED", RequestRefused),
    "106": ("AGENCY_ID_INCORRECT", RequestRefused),
    "108": ("PROVINCE_ID_INCORRECT", RequestRefused),
    "200": ("RECORD_UNCOMPLETE", RequestRefused),
    "201": ("RECORD_NOT_FOUND", NotInRegister),
    "302": ("DATA_TYPE_INVALID", RequestRefused),
    "500": ("DATA_INCORRECT", RequestRefused),
}


def registration(asked: Registration) -> Operation:
    body = {
        "maDonVi": asked.unit,
        "module": asked.module,
        "maHoSo": asked.dossier,
        "ngayTiepNhan": _day(asked.received_on),
        "data": _xml(asked.answers),
    }
    return Operation(SERVICE, "dangKyHoTich", body=body)


def stage(unit: int, dossier: str) -> Operation:
    return Operation(SERVICE, "traTrangThaiHoSo", body={"maDonVi": unit, "maHoSo": dossier})


def result(unit: int, dossier: str) -> Operation:
    return Operation(SERVICE, "ketQuaDangKyHS", body={"maDonVi": unit, "maHoSo": dossier})


def changed_since(module: Module, day: date) -> Operation:
    return Operation(SERVICE, "dsHoSoDangKy", body={"module": module, "ngayCapNhat": _day(day)})


def code_list(which: CodeList) -> Operation:
    return Operation(SERVICE, "danhMuc", body={"loaiDanhMuc": int(which)})


def done(told: Any) -> None:
    """Raises what the system's number means, or RegisterDown."""
    _data(told)


def stage_of(told: Any) -> Stage:
    found = _data(told)
    said = found.get("trangThai") if isinstance(found, dict) else found
    try:
        return Stage(str(said))
    except ValueError:
        raise RegisterDown from None


def registered(told: Any) -> Registered:
    row = _data(told)
    if not isinstance(row, dict):
        raise RegisterDown
    return Registered(_text(row, "maHoSo"), _text(row, "so"), _text(row, "quyenSo"), _text(row, "ngayDangKy"))


def dossiers(told: Any) -> list[str]:
    return [_text(row, "maHoSo") for row in _rows(_data(told))]


def entries(told: Any) -> list[Entry]:
    return [Entry(_text(row, "ma"), _text(row, "ten")) for row in _rows(_data(told))]


def _data(told: Any) -> Any:
    if not isinstance(told, dict) or "status" not in told:
        raise RegisterDown
    if str(told["status"]) == _GOOD:
        return told.get("data")
    meaning = ERRORS.get(str(told.get("errorCode", "")))
    raise meaning[1] if meaning else RegisterDown


def _rows(told: Any) -> list[dict[str, Any]]:
    if not isinstance(told, list):
        raise RegisterDown
    return [row for row in told if isinstance(row, dict)]


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return nfc(str(value)).strip() if isinstance(value, str | int) else ""


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _xml(answers: Mapping[str, str]) -> str:
    """A text in the body: what stands in it goes as text and never as markup."""
    root = etree.Element("hoTich")
    for name, value in answers.items():
        etree.SubElement(root, name).text = nfc(value)
    written: str = etree.tostring(root, encoding="unicode")
    return written
