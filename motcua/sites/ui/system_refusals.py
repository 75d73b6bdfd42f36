"""What is said no to where other systems are let in, and to those systems themselves."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.effects.systems import kept_answers, keys, limits, subscriptions
from motcua.foundation import outgoing
from motcua.foundation.refusals import Refusal

SENTENCES: dict[type[Refusal], str | Promise] = {
    keys.ScopeMissing: _("Khóa chưa mở quyền nào. Chọn ít nhất một quyền."),
    keys.AgencyMissing: _(
        "Chưa rõ hệ thống thay mặt cơ quan nào nên chưa cho đọc hồ sơ của cơ quan được. Chọn cơ quan."
    ),
    keys.KeyEndsBeforeItBegins: _("Ngày hết hạn của khóa phải sau hôm nay. Chọn ngày khác."),
    keys.SystemNameTaken: _("Đã có hệ thống mang tên này. Nhập tên khác."),
    limits.AskedTooFast: _("Khóa này đã gọi quá nhanh so với hạn mức. Chờ %(seconds)s giây rồi thử lại."),
    kept_answers.SameKeyOtherRequest: _(
        "Idempotency-Key này đã dùng cho một yêu cầu khác trong 24 giờ qua. Chọn mã mới cho yêu cầu mới."
    ),
    outgoing.AddressNotAllowed: _(
        "Địa chỉ nhận tin phải bắt đầu bằng https và nằm trên mạng công cộng. Sửa lại địa chỉ, "
        "hoặc đề nghị người quản trị kỹ thuật cho phép địa chỉ nội bộ."
    ),
    subscriptions.TooManySubscriptions: _(
        "Mỗi hệ thống có nhiều nhất %(most)s đăng ký nhận tin. Đóng một đăng ký cũ rồi thử lại."
    ),
    subscriptions.KindUnknown: _("Có loại tin không tồn tại. Chọn lại trong danh sách loại tin."),
}
