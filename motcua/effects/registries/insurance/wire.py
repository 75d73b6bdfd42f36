"""The three calls of the insurance register. Dates are figures without dashes, and say how much of a date they are."""

from collections.abc import Mapping
from typing import Any

from motcua.effects.registries.gateway.client import Operation, Service
from motcua.effects.registries.insurance.port import Criteria, Household, Insured
from motcua.effects.registries.port import NotInRegister, RegisterDown, RequestRefused
from motcua.foundation.accounts.models import Gender
from motcua.foundation.text.folding import nfc

SERVICE = Service("apiBHXH")
_NUMBER_LENGTH = 10
#: By how many figures are known: a whole day, a year, a year and a month.
_KINDS = {8: "0", 4: "1", 6: "2"}
_GENDERS = {Gender.MALE: "1", Gender.FEMALE: "2", Gender.UNKNOWN: "3"}
_GENDERS_BACK = {"1": Gender.MALE, "2": Gender.FEMALE}
#: The place is where the household is, and not where she was born.
_HOUSEHOLD = "0"
_NOTHING_WRONG = frozenset({"", "0", "00"})


def by_number(number: str) -> Operation:
    """Raises RequestRefused for what is no number of an insured person: ten figures."""
    if not (number.isascii() and number.isdigit() and len(number) == _NUMBER_LENGTH):
        raise RequestRefused
    return Operation(SERVICE, "getTraCuuTtHgdByMaSoBhxh", body={"maSoBhxh": number})


def by_criteria(asked: Criteria) -> Operation:
    figures, kind = _date(asked.birth_date)
    body = {
        "hoTen": asked.full_name,
        "ngaySinh": figures,
        "loaiNgaySinh": kind,
        "gioiTinh": _GENDERS.get(Gender(asked.gender), "3"),
        "maTinhKs": asked.province,
        "maHuyenKs": "",
        "maXaKs": asked.commune,
        "isKs": _HOUSEHOLD,
    }
    return Operation(SERVICE, "getMaSoBhxhTheoTieuChi", body=body)


def household(asked: Criteria, *, number: str = "", card: str = "") -> Operation:
    figures, kind = _date(asked.birth_date)
    body = {
        "maTinh": asked.province,
        "hoTen": asked.full_name,
        "ngaySinh": figures,
        "loaiNgaySinh": kind,
        "gioiTinh": _GENDERS.get(Gender(asked.gender), "3"),
        "soSo": number,
        "maThe": card,
        "isKs": _HOUSEHOLD,
    }
    return Operation(SERVICE, "getTraCuuThongTinHgd", body=body)


def insured(told: Any, *, number: str) -> Insured:
    """Raises NotInRegister, RegisterDown."""
    row = _row(told)
    if not _text(row, "hoTen"):
        raise NotInRegister
    return Insured(
        number=number,
        full_name=_text(row, "hoTen"),
        birth_date=_iso(_text(row, "ngaySinh")),
        gender=_GENDERS_BACK.get(_text(row, "gioiTinh"), Gender.UNKNOWN),
        status=_text(row, "trangThai"),
    )


def found_number(told: Any) -> str:
    """Raises NotInRegister, RequestRefused, RegisterDown."""
    row = _row(told)
    if _text(row, "errorCode") not in _NOTHING_WRONG:
        raise RequestRefused
    number = _text(row, "maSoBhxh")
    if not number:
        raise NotInRegister
    return number


def of_household(told: Any) -> Household:
    """Raises NotInRegister, RegisterDown."""
    row = _row(told)
    if not _text(row, "maSo"):
        raise NotInRegister
    return Household(
        number=_text(row, "maSo"),
        full_name=_text(row, "hoTen"),
        birth_date=_iso(_text(row, "ngaySinh")),
        household=_text(row, "maHo"),
        address=_text(row, "diaChi"),
        status=_text(row, "trangThai"),
    )


def _date(known: str) -> tuple[str, str]:
    """Figures, and which part of a date they are. Raises RequestRefused."""
    figures = known.replace("-", "")
    if not figures.isascii() or not figures.isdigit() or len(figures) not in _KINDS:
        raise RequestRefused
    return figures, _KINDS[len(figures)]


def _row(told: Any) -> Mapping[str, Any]:
    """The answer itself, or the only row of a list."""
    row = told[0] if isinstance(told, list) and len(told) == 1 else told
    if row is None or row == []:
        raise NotInRegister
    if not isinstance(row, dict):
        raise RegisterDown
    return row


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return nfc(str(value)).strip() if isinstance(value, str | int) else ""


def _iso(figures: str) -> str:
    if not (figures.isascii() and figures.isdigit() and len(figures) in _KINDS):
        return ""
    return "-".join(part for part in (figures[:4], figures[4:6], figures[6:8]) if part)
