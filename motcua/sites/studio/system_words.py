"""Scopes, keys and troubles of other systems, in words."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.effects.systems.models import Scope, SystemKey, Trouble
from motcua.sites.ui.labels import Label

Word = str | Promise

SCOPES: dict[Scope, Word] = {
    Scope.CATALOGUE: _("Đọc danh mục thủ tục và mẫu tờ khai"),
    Scope.FILING: _("Nộp hồ sơ thay người dân"),
    Scope.DOSSIERS: _("Xem tiến độ hồ sơ"),
    Scope.RESULTS: _("Lấy kết quả giải quyết"),
    Scope.FIGURES: _("Đọc số liệu công khai"),
    Scope.SUBSCRIPTIONS: _("Đăng ký nhận tin khi hồ sơ có thay đổi"),
}
TROUBLES: dict[str, Word] = {
    Trouble.NONE: _("chưa gửi"),
    Trouble.ADDRESS_NOT_ALLOWED: _("địa chỉ nằm trong mạng nội bộ, chưa được phép"),
    Trouble.NOT_REACHED: _("không kết nối được"),
    Trouble.NO_ANSWER: _("không trả lời trong 10 giây"),
    Trouble.NOT_TAKEN: _("không nhận tin"),
    Trouble.ENDED: _("đăng ký đã kết thúc"),
}
_OPEN = Label(_("Đang dùng"), _("Đang dùng"), "good", "check")
_WITHDRAWN = Label(_("Đã thu hồi"), _("Đã thu hồi"), "grey", "stop")
_OVER = Label(_("Đã hết hạn"), _("Đã hết hạn"), "grey", "clock")


def opens(key: SystemKey, *, at: datetime) -> bool:
    return key.withdrawn_at is None and key.valid_from <= at and (key.valid_to is None or key.valid_to > at)


def standing(key: SystemKey, *, at: datetime) -> Label:
    if key.withdrawn_at is not None:
        return _WITHDRAWN
    return _OPEN if opens(key, at=at) else _OVER


def scopes(key: SystemKey) -> list[Word]:
    return [word for scope, word in SCOPES.items() if scope in key.scopes]
