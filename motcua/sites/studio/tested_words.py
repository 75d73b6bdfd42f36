"""What the studio says for the words in which tests are written."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.parsing_tests import moment
from motcua.blueprints.catalogue.procedure_tests import NO_DATE, Does
from motcua.effects.procedure_tests.looking import DAY
from motcua.effects.slips.models import SlipKind
from motcua.sites.ui import formats

Word = str | Promise

DOES: dict[Does, Word] = {
    Does.ACCEPT: _("Tiếp nhận hồ sơ"),
    Does.ASK_TO_COMPLETE: _("Yêu cầu hoàn thiện hồ sơ"),
    Does.RESUBMIT: _("Người nộp nộp lại"),
    Does.REFUSE: _("Từ chối tiếp nhận"),
    Does.ALLOW_SECOND_REQUEST: _("Lãnh đạo cho phép yêu cầu thêm một lần"),
    Does.REQUEST_SUPPLEMENT: _("Yêu cầu bổ sung"),
    Does.SUPPLEMENT: _("Người nộp bổ sung"),
    Does.FINISH: _("Xong bước"),
    Does.FINISH_ALL: _("Xong mọi bước trước khi ký"),
    Does.ANSWER: _("Cơ quan được hỏi trả lời"),
    Does.MEMBER_ENDED: _("Hồ sơ thành phần kết thúc"),
    Does.POST: _("Bắt đầu niêm yết"),
    Does.CONFIRM_DRAFT: _("Người nộp xác nhận bản dự thảo"),
    Does.OBJECT: _("Người nộp báo bản dự thảo có chỗ sai"),
    Does.PAY: _("Người nộp thực hiện nghĩa vụ tài chính"),
    Does.APOLOGISE: _("Xin lỗi và hẹn lại"),
    Does.DECIDE: _("Ký kết quả"),
    Does.PUBLISH: _("Vào sổ, đóng dấu"),
    Does.DELIVER: _("Trả kết quả"),
    Does.WITHDRAW: _("Người nộp rút hồ sơ"),
    Does.STOP: _("Dừng giải quyết"),
    Does.SILENCE: _("Hết thời gian mà người nộp không trả lời"),
    Does.POSTING_OVER: _("Hết thời gian niêm yết"),
    Does.CLOSE_UNANSWERED: _("Hệ thống đóng hồ sơ không được hoàn thiện"),
}
LOOKS: dict[str, Word] = {
    "state": _("Trạng thái"),
    "due_at": _("Ngày đến hạn"),
    "fees": _("Khoản phải nộp"),
    "original_due_at": _("Ngày đến hạn ban đầu"),
    "open": _("Bước đang làm"),
    "slips": _("Giấy, phiếu đã lập"),
    "messages": _("Đã báo cho người nộp"),
}
SLIPS: dict[str, Word] = {
    SlipKind.RECEIPT: _("Giấy tiếp nhận và hẹn trả kết quả"),
    SlipKind.COMPLETION_REQUEST: _("Phiếu yêu cầu bổ sung, hoàn thiện"),
    SlipKind.REFUSAL: _("Phiếu từ chối tiếp nhận"),
    SlipKind.APOLOGY: _("Thư xin lỗi và hẹn lại"),
    SlipKind.STOP_NOTICE: _("Thông báo dừng giải quyết"),
    SlipKind.CONTROL_SHEET: _("Phiếu kiểm soát"),
}


def date_word(text: str) -> str:
    """A day means the end of its office hours."""
    if text == NO_DATE:
        return now("không có (đồng hồ đứng hoặc chưa chạy)")
    if len(text) > DAY:
        return formats.moment(moment(text))
    return now("hết giờ làm việc %(day)s") % {"day": formats.weekday_day(date.fromisoformat(text))}
