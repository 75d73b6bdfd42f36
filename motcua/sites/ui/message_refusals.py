"""Polite noes about the words of messages and where they go."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.effects.notifications import checking
from motcua.foundation.messaging import sms_text
from motcua.foundation.messaging.gateways.push import subscriptions
from motcua.foundation.refusals import Refusal

SENTENCES: dict[type[Refusal], str | Promise] = {
    checking.UnknownFact: _(
        "Dòng %(line)s có {%(name)s}, mà loại tin này không có thông tin tên như vậy. "
        "Chọn trong các thông tin liệt kê ở trên."
    ),
    checking.NoWords: _("Tin còn trống. Nhập tiêu đề và nội dung."),
    checking.WordsTooLong: _("Tin dài quá. Sửa lại cho ngắn, nhiều nhất %(most)s ký tự, tiêu đề nhiều nhất 150 ký tự."),
    checking.StatusMissing: _(
        "Thư về hồ sơ phải nói rõ cơ quan, người xử lý và các mốc thời gian. Bổ sung một dòng có {status}."
    ),
    checking.BadZaloLine: _(
        "Dòng %(line)s chưa đúng. Sửa lại: mỗi dòng viết: tên ô của mẫu Zalo = lời, ví dụ ma_ho_so = {code}."
    ),
    sms_text.IdentityNumberInSms: _("Tin nhắn điện thoại không được có số định danh của ai. Sửa lại, bỏ dãy số đó đi."),
    subscriptions.PushServiceUnknown: _(
        "Trình duyệt này dùng một nơi chuyển thông báo mà hệ thống chưa biết. Dùng trình duyệt khác để bật."
    ),
    subscriptions.SubscriptionBroken: _("Trình duyệt gửi thiếu thông tin. Tải lại trang rồi bấm lại."),
}
