"""What is refused about reports: periods, freezing, approving."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.effects.reporting import definitions, freezing, reading
from motcua.foundation.refusals import Refusal

SENTENCES: dict[type[Refusal], str | Promise] = {
    definitions.NoSuchReport: _("Không có báo cáo này, hoặc kỳ này chưa có công thức. Chọn báo cáo hoặc kỳ khác."),
    reading.NoSuchPeriod: _("Khoảng ngày không đúng: ngày cuối phải sau ngày đầu. Quay lại và chọn lại ngày."),
    reading.NoDossiersBehind: _("Số này không tính từ hồ sơ nên không có danh sách. Quay lại báo cáo để xem số khác."),
    freezing.NotOverYet: _("Kỳ này chưa hết nên số còn thay đổi. Chờ hết kỳ rồi chốt số liệu."),
    freezing.CorrectionUnexplained: _("Số liệu kỳ này đã chốt một lần. Ghi rõ lý do rồi chốt phiên bản mới."),
    freezing.FrozenMeanwhile: _("Người khác vừa chốt cùng số liệu này. Tải lại trang để xem phiên bản vừa chốt."),
    freezing.NewerVersion: _("Đã có phiên bản mới hơn. Mở lại danh sách và duyệt phiên bản mới nhất."),
    freezing.SecondPersonNeeded: _(
        "Người chốt số liệu không tự duyệt số liệu của mình. Chuyển cho lãnh đạo khác của cơ quan hoặc cấp trên duyệt."
    ),
    freezing.AlreadyApproved: _("Số liệu này đã được duyệt. Muốn sửa, chốt một phiên bản mới: tải lại trang để xem."),
}
