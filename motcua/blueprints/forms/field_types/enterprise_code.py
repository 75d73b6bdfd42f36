"""Mã số doanh nghiệp: the tax code of the enterprise as well (NĐ 168/2025/NĐ-CP art. 8)."""

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.field_types.digits import digits_type
from motcua.blueprints.forms.field_types.tax_code import MISREAD

TYPE = digits_type(
    r"[0-9]{10}",
    _("Mã số doanh nghiệp có 10 chữ số, ông/bà đã nhập %(count)s. Xem lại mã trên giấy chứng nhận."),
    doubt=MISREAD,
)
