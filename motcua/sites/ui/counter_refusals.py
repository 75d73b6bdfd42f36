"""The polite noes of the hall and the counter. `refusals.py` reads them with all the others."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.commands import digitising, originals
from motcua.foundation.refusals import Refusal
from motcua.foundation.signing.port import NoSigningKey
from motcua.foundation.waiting_room import appointments, seats, tickets

SENTENCES: dict[type[Refusal], str | Promise] = {
    tickets.TicketElsewhere: _(
        "Số %(number)s vừa được quầy khác gọi hoặc đã xong. Tải lại trang để xem tình trạng mới."
    ),
    tickets.NobodyWaits: _("Không còn ai chờ việc mà quầy này tiếp."),
    tickets.WindowBusy: _(
        "Quầy đang tiếp số %(number)s. Bấm “Xong”, “Tạm giữ số” hoặc chuyển quầy trước khi gọi số khác."
    ),
    tickets.PriorityNotKept: _("Nơi này không áp dụng diện ưu tiên đó. Chọn diện khác hoặc lấy số thường."),
    seats.WindowTaken: _("Quầy %(number)s đang có người ngồi. Chọn quầy khác, hoặc nhờ người đó rời quầy."),
    seats.WindowClosed: _("Quầy này đã đóng hẳn. Chọn quầy khác."),
    appointments.SlotTaken: _("Giờ này vừa hết chỗ hoặc không nhận hẹn. Chọn giờ khác."),
    appointments.AlreadyBooked: _(
        "Ông/bà đã có hẹn ở nơi này trong ngày đó. Đổi giờ của lịch hẹn đó, hoặc chọn ngày khác."
    ),
    appointments.AppointmentOver: _("Lịch hẹn này đã hủy hoặc người hẹn đã đến. Tải lại trang để xem."),
    appointments.NotToday: _("Lịch hẹn này không phải của hôm nay ở nơi này. Kiểm tra lại ngày và nơi hẹn."),
    originals.CountMissing: _("Giữ bản chính thì phải ghi số bản. Đếm rồi nhập số bản giữ."),
    originals.AlreadyReturned: _("Bản chính này đã trả rồi hoặc cơ quan không giữ. Tải lại trang để xem."),
    digitising.PagesDiffer: _(
        "Giấy có %(pages)s trang mà có %(pictures)s ảnh. Quét hoặc chụp mỗi trang một ảnh, bỏ ảnh thừa, rồi lưu lại."
    ),
    digitising.NotToBeScanned: _(
        "Giấy tờ này không phải quét: hồ sơ nộp trên mạng đã có bản điện tử, giấy chỉ xem thì trả lại ngay."
    ),
    NoSigningKey: _("Nơi này chưa cài khóa ký số nên chưa ký được. Báo quản trị kỹ thuật cài khóa."),
}
