"""The ledger of the national portal in words, for whoever runs the system."""

from django.utils.translation import gettext_lazy as _

from motcua.effects.national_portal import codes, ledger, wire
from motcua.effects.national_portal.models import Operation, Stage
from motcua.foundation.refusals import Refusal
from motcua.sites.ui.labels import Shown, Word

STAGES: dict[str, Shown] = {
    Stage.QUEUED: Shown(_("Chờ gửi"), "grey", "clock"),
    Stage.SENT: Shown(_("Chưa rõ đã đến chưa"), "warn", "clock"),
    Stage.ACCEPTED: Shown(_("Cổng đã nhận"), "good", "check"),
    Stage.REFUSED: Shown(_("Bị từ chối, sẽ gửi lại"), "warn", "alert"),
    Stage.SET_ASIDE: Shown(_("Để riêng, cần người xem"), "bad", "alert"),
    Stage.COVERED: Shown(_("Bản tin sau đã thay"), "grey", "check"),
}
OPERATIONS: dict[str, Word] = {
    Operation.DOSSIER: _("Toàn bộ hồ sơ"),
    Operation.ANSWER: _("Trả lời hồ sơ nộp tại Cổng"),
    Operation.PROGRESS: _("Một bước xử lý"),
}
#: How the two sides of one dossier stand.
SAME = Shown(_("Hai bên giống nhau"), "good", "check")
DIFFERS = Shown(_("Hai bên lệch nhau"), "bad", "alert")
UNDER_WAY = Shown(_("Còn bản tin đang chờ"), "warn", "clock")
NOT_COMPARED = Shown(_("Chưa so"), "grey", "clock")

SENTENCES: dict[type[Refusal], Word] = {
    ledger.NothingToResend: _("Hồ sơ chưa nộp nên chưa có gì để gửi Cổng Dịch vụ công quốc gia."),
    ledger.StillWaiting: _("Hồ sơ còn bản tin đang chờ gửi. Đợi gửi xong rồi so lại."),
    wire.PortalDown: _("Cổng Dịch vụ công quốc gia chưa trả lời. Chưa có gì thay đổi. Thử lại sau ít phút."),
    wire.PortalSaysNo: _("Cổng Dịch vụ công quốc gia từ chối: %(answer)s. Xem lại tài khoản kết nối rồi thử lại."),
    codes.CodeMapIncomplete: _("Bảng mã %(name)s của %(endpoint)s thiếu hoặc thừa: %(values)s. Sửa tệp bảng mã."),
}
