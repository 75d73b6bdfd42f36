"""Mã số doanh nghiệp."""

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.field_types.digits import digits_type

TYPE = digits_type(
    r"[0-9]{10}",
    _("Mã số doanh nghiệp có 10 chữ số, ông/bà đã nhập %(count)s. Xem lại mã trên giấy chứng nhận."),
)
