"""Số điện thoại: in the country with a leading nought, from abroad with + and the country. Google's numbering plans say
which numbers can be; a plan may be older than a number, so that is remarked and does not stop anybody.
"""

import phonenumbers
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.field_types.digits import Doubt, digits_type, without_separators

HOME = "VN"


def as_dialled(text: str) -> str:
    """As it is dialled here, or with + from abroad; what is no number stays as it was typed."""
    bare = without_separators(text).replace("(", "").replace(")", "")
    try:
        number = phonenumbers.parse(bare, HOME)
    except phonenumbers.NumberParseException:
        return bare
    if not phonenumbers.is_possible_number(number):
        return bare
    if phonenumbers.region_code_for_country_code(number.country_code or 0) == HOME:
        return f"0{phonenumbers.national_significant_number(number)}"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_sound(number: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(number, HOME))


TYPE = digits_type(
    r"0[0-9]{9,10}|\+[1-9][0-9]{7,14}",
    _("Số điện thoại có 10 chữ số và bắt đầu bằng 0. Kiểm tra lại số ông/bà đã nhập."),
    tidy=as_dialled,
    doubt=Doubt(_is_sound, _("Không có đầu số điện thoại này. Ông/bà xem lại số; nếu đúng thì vẫn nộp được.")),
)
