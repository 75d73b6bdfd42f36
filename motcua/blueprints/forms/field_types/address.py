"""Địa chỉ: province, commune and the rest; or, where it is allowed, an address of before 2025-07-01 as one text."""

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
    named = ("old",) if is_old else ("province", "commune", "detail")
    given = {part: posted.text(post, f"{name}_{part}") for part in named}
    return {part: value for part, value in given.items() if value} or None


def problems(field: Field, value: object, _context: Context) -> list[Problem]:
    if not isinstance(value, dict):
        return wrong(field, "shape", _("Nhập lại %(label)s."))
    if "old" in value:
        return _old_problems(field, str(value["old"]))
    for part, sentence in _MISSING.items():
        if not value.get(part) and (part != "detail" or field.type == "address"):
            return [Problem(f"{field.key}_{part}", f"no_{part}", sentence, wrong(field, "", "")[0].parameters)]
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
    return ", ".join(part for part in (str(value.get("detail", "")), *named) if part)


_MISSING = {
    "province": _("Chọn tỉnh, thành phố của %(label)s."),
    "commune": _("Chọn xã, phường, đặc khu của %(label)s."),
    "detail": _("Nhập số nhà, đường hoặc thôn, tổ của %(label)s."),
}


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
