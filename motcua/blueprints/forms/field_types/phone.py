"""Số điện thoại: in the country with a leading nought, from abroad with + and the country."""

import re

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.field_types.digits import digits_type

_PUNCTUATION = re.compile(r"[\s.\-–()]")
_HOME_PREFIX = re.compile(r"^(\+84|0084|84(?=[0-9]{9}$))0?")


def _tidy(text: str) -> str:
    return _HOME_PREFIX.sub("0", _PUNCTUATION.sub("", text))


TYPE = digits_type(
    r"0[0-9]{9,10}|\+[1-9][0-9]{7,14}",
    _("Số điện thoại có 10 chữ số và bắt đầu bằng 0. Kiểm tra lại số ông/bà đã nhập."),
    tidy=_tidy,
)
