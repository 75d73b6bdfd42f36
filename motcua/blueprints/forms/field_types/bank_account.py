"""Số tài khoản ngân hàng: some banks let it begin with letters."""

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.field_types.digits import digits_type

TYPE = digits_type(
    r"[0-9A-Za-z]{6,20}",
    _("Số tài khoản có từ 6 đến 20 chữ số. Kiểm tra lại số tài khoản."),
)
