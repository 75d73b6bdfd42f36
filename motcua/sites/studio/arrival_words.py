"""What the studio says of messages from the national portal, and of what became of the national catalogue."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.handling import Handled
from motcua.blueprints.catalogue.models import NationalChange
from motcua.effects.national_portal.arrival_models import Became, Fault, Service

Word = str | Promise

#: What is wrong, and what helps.
FAULTS: dict[str, tuple[Word, Word]] = {
    Fault.UNREADABLE: (
        _("Bản tin không đọc được: bị cắt giữa chừng, hoặc là trang lỗi chứ không phải dữ liệu"),
        _("Nơi gửi sẽ gửi lại. Nếu lặp lại nhiều lần, báo nơi gửi kiểm tra đường truyền."),
    ),
    Fault.FIELD: (
        _("Một trường thiếu, sai kiểu hoặc dài quá mức"),
        _("Báo nơi gửi tên trường này để họ sửa rồi gửi lại."),
    ),
    Fault.MOMENT: (
        _("Thời điểm không có thật, ở tương lai, hoặc viết theo kiểu 12 giờ"),
        _("Báo nơi gửi viết theo năm, tháng, ngày, giờ, phút, giây của đồng hồ 24 giờ."),
    ),
    Fault.PROCEDURE: (
        _("Mã thủ tục không có ở đây"),
        _("Nếu là mã cũ, ghi mã ấy vào định nghĩa thủ tục rồi bấm Thử lại. Nếu tỉnh không làm, báo nơi gửi."),
    ),
    Fault.STATUS: (
        _("Trạng thái không có trong danh mục, hoặc hồ sơ đã được tiếp nhận ở nơi khác"),
        _("Báo nơi gửi: hồ sơ mới nộp có trạng thái 1."),
    ),
    Fault.AGENCY: (
        _("Không tìm được cơ quan giải quyết"),
        _("Nếu là mã của đơn vị cũ, ghi đơn vị ấy vào danh sách cơ quan rồi bấm Thử lại."),
    ),
    Fault.ELSEWHERE: (
        _("Thủ tục này do bộ, ngành giải quyết, không nhận ở tỉnh"),
        _("Xem lại nơi giải quyết trong định nghĩa thủ tục, hoặc báo nơi gửi."),
    ),
    Fault.PERSON: (
        _("Số định danh đã có trong hệ thống với họ tên khác"),
        _("Đối chiếu với cơ sở dữ liệu dân cư, sửa họ tên cho đúng rồi bấm Thử lại."),
    ),
    Fault.CHANGED: (
        _("Hồ sơ đã nhận từ trước và không có yêu cầu bổ sung, nay nơi gửi đưa nội dung khác"),
        _("Báo bộ phận một cửa đang giữ hồ sơ, rồi ghi cách xử lý và bỏ qua bản tin."),
    ),
}
BECAME: dict[str, tuple[Word, str, str]] = {
    Became.WAITING: (_("Đang nhận"), "grey", "clock"),
    Became.TAKEN_IN: (_("Đã nhận"), "good", "check"),
    Became.SET_ASIDE: (_("Chờ người xem"), "warn", "warning"),
    Became.REFUSED: (_("Đã từ chối"), "bad", "warning"),
    Became.DISMISSED: (_("Đã bỏ qua"), "grey", "minus-circle"),
}
SERVICES: dict[str, Word] = {
    Service.DOSSIER: _("Hồ sơ nộp tại Cổng"),
    Service.CENTRAL: _("Hồ sơ của bộ, ngành"),
    Service.NONE: _("Không rõ"),
}
CHANGES: dict[str, tuple[Word, str, str]] = {
    NationalChange.Kind.NEW: (_("Thủ tục mới"), "good", "file"),
    NationalChange.Kind.CHANGED: (_("Đã sửa"), "warn", "pen"),
    NationalChange.Kind.ENDED: (_("Không còn trong danh mục"), "bad", "minus-circle"),
    NationalChange.Kind.BACK: (_("Có lại trong danh mục"), "good", "check"),
}
HANDLED: dict[str, Word] = {
    Handled.HERE: _("Giải quyết và nhận hồ sơ ở đây"),
    Handled.PORTAL: _("Giải quyết ở đây, nộp trực tuyến tại Cổng Dịch vụ công quốc gia"),
    Handled.MINISTRY: _("Bộ, ngành nhận và giải quyết"),
}
