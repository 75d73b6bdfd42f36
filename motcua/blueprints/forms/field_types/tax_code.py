"""Mã số thuế: ten digits, perhaps with three for a branch; since 2025-07-01 a person's own number as well."""

import re

from django.utils.translation import gettext_lazy as _
from stdnum.vn import mst

from motcua.blueprints.forms.field_types.digits import Doubt, digits_type, without_separators

PERSONAL = 12
MISREAD = Doubt(
    lambda code: len(code) == PERSONAL or mst.is_valid(code),
    _("Số kiểm tra của mã số không khớp, có thể nhầm một chữ số. Ông/bà xem lại; nếu đúng thì vẫn nộp được."),
)
_WITH_BRANCH = re.compile(r"^([0-9]{10})([0-9]{3})$")


def _tidy(text: str) -> str:
    return _WITH_BRANCH.sub(r"\1-\2", without_separators(text))


TYPE = digits_type(
    r"[0-9]{10}(-[0-9]{3})?|[0-9]{12}",
    _("Mã số thuế có 10 chữ số (thêm 3 số nếu là đơn vị phụ thuộc) hoặc 12 số định danh cá nhân. Kiểm tra lại mã."),
    tidy=_tidy,
    doubt=MISREAD,
)
