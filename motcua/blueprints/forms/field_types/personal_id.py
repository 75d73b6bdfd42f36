"""Số định danh cá nhân: twelve digits, without a check digit."""

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.field_types.digits import digits_type

TYPE = digits_type(
    r"[0-9]{12}",
    _("Số định danh cá nhân có 12 chữ số, ông/bà đã nhập %(count)s. Xem lại số trên thẻ căn cước."),
)
