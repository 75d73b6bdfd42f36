"""The sentence for a field that was left empty: it says what to do there."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.declaration import NOT_TICKED
from motcua.blueprints.forms.problems import Problem, in_sentence

_CHOOSE = _("Chọn %(label)s.")
_ENTER = _("Nhập %(label)s.")
_ANSWER = _("Trả lời câu hỏi: %(question)s")
_BY_TYPE: dict[str, Promise | str] = {
    "select": _CHOOSE,
    "radio": _CHOOSE,
    "multiselect": _CHOOSE,
    "boolean": _("Chọn Có hoặc Không cho mục “%(label)s”."),
    "declaration": NOT_TICKED,
    "image": _("Thêm ảnh cho mục “%(label)s”."),
    "table": _("Thêm ít nhất một dòng vào bảng “%(label)s”."),
}


def missing(field: Field) -> Problem:
    sentence = _ANSWER if field.label.endswith("?") else _BY_TYPE.get(field.type, _ENTER)
    return Problem(field.key, "required", sentence, {"label": in_sentence(field.label), "question": field.label})
