"""Địa chỉ: province, commune and the rest; or, where it is allowed, an address of before 2025-07-01 as one text.

Who knows a place by its name of before may type that; it stays beside the commune of today as `former`.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.forms import posted
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import FieldType, Names
from motcua.blueprints.forms.problems import Problem, wrong

LONGEST_DETAIL = 200
LONGEST_OLD = 300
_PROVINCE = r"^[0-9]{2}$"
_COMMUNE = r"^[0-9]{5}$"


def schema(field: Field) -> dict[str, Any]:
    shapes = {"current": [_current(field)], "old": [_old()], "both": [_current(field), _old()]}[field.address_mode]
    return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}


def read(post: posted.Posted, field: Field, name: str) -> object:
    """Where both ways are open, `<name>_mode` says which one was meant."""
    is_old = field.address_mode == "old" or posted.text(post, f"{name}_mode") == "old"
    named = ("old",) if is_old else ("province", "commune", "detail", "former")
    given = {part: posted.text(post, f"{name}_{part}") for part in named}
    return {part: value for part, value in given.items() if value} or None


def problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if not isinstance(value, dict):
        return wrong(field, "shape", _("Nhập lại %(label)s."))
    if "old" in value:
        return _old_problems(field, str(value["old"]))
    if absent := _absent(field, value):
        return absent
    if not _is_coded(value):
        return wrong(field, "shape", _("Chọn %(label)s trong danh sách."))
    if len(str(value.get("detail", ""))) > LONGEST_DETAIL:
        return wrong(
            field,
            "too_long",
            _("Phần số nhà, đường, thôn dài quá %(longest)s ký tự. Viết ngắn lại."),
            longest=LONGEST_DETAIL,
        )
    return []


def shown(_field: Field, value: object, names: Names) -> str:
    if not isinstance(value, dict):
        return str(value)
    if "old" in value:
        return str(value["old"])
    named = (names.get(str(value.get(part)), str(value.get(part, ""))) for part in ("commune", "province"))
    today = ", ".join(part for part in (str(value.get("detail", "")), *named) if part)
    former = str(value.get("former", ""))
    return today + (_(" (địa chỉ cũ: %(former)s)") % {"former": former} if former and today else former)


_MISSING = {
    "province": _("Chọn tỉnh, thành phố của %(label)s."),
    "commune": _("Chọn xã, phường, đặc khu của %(label)s."),
    "detail": _("Nhập số nhà, đường hoặc thôn, tổ của %(label)s."),
}


_FORMER = _("Chọn xã, phường hiện nay của %(label)s. Chưa thấy nơi nào thì ghi thêm quận, huyện và tỉnh cũ.")


def _absent(field: Field, value: dict[str, Any]) -> list[Problem]:
    """The first part that is not there; where a former place was typed, what is missing is the choice."""
    words = wrong(field, "", "")[0].parameters
    if value.get("former") and not value.get("commune"):
        return [Problem(f"{field.key}_former", "former", _FORMER, words)]
    parts = _MISSING if field.type == "address" else [part for part in _MISSING if part != "detail"]
    return [
        Problem(f"{field.key}_{part}", f"no_{part}", _MISSING[part], words) for part in parts if not value.get(part)
    ][:1]


def _old_problems(field: Field, old: str) -> list[Problem]:
    if field.address_mode == "current":
        return wrong(field, "old_address", _("Nhập %(label)s theo tỉnh và xã hiện nay."))
    if not 0 < len(old) <= LONGEST_OLD:
        sentence = _("Nhập %(label)s, không quá %(longest)s ký tự.")
        return wrong(field, "too_long", sentence, longest=LONGEST_OLD)
    return []


def _is_coded(value: dict[str, Any]) -> bool:
    province, commune = str(value["province"]), str(value["commune"])
    digits = province.isascii() and province.isdigit() and commune.isascii() and commune.isdigit()
    return digits and (len(province), len(commune)) == (2, 5)


def _current(field: Field) -> dict[str, Any]:
    required = ["province", "commune", *(["detail"] if field.type == "address" else [])]
    return {
        "type": "object",
        "properties": {
            "province": {"type": "string", "pattern": _PROVINCE},
            "commune": {"type": "string", "pattern": _COMMUNE},
            "detail": {"type": "string", "minLength": 1, "maxLength": LONGEST_DETAIL},
            "former": {"type": "string", "minLength": 1, "maxLength": LONGEST_OLD},
        },
        "required": required,
        "additionalProperties": False,
    }


def _old() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"old": {"type": "string", "minLength": 1, "maxLength": LONGEST_OLD}},
        "required": ["old"],
        "additionalProperties": False,
    }


TYPE = FieldType(Kind.ANY, schema, read, problems, shown)
