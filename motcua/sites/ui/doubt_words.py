"""What makes a rate look better than it is: the words of each sign, in the order in which they are shown.

A sign is something to look at, and nobody's guilt.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.effects.reporting.measures import Measure

DOUBT_WORDS: dict[Measure, str | Promise] = {
    Measure.RETURNED_BEFORE_DUE: _("Kết thúc không có kết quả ngay trước ngày hẹn"),
    Measure.ASKED_BEFORE_DUE: _("Yêu cầu bổ sung ngay trước ngày hẹn"),
    Measure.RECEIVED_AGAIN: _("Nhận lại bằng mã hồ sơ mới"),
    Measure.DATE_EDITED: _("Ngày hẹn bị dời"),
    Measure.PAUSED_WITHOUT_GROUND: _("Tạm dừng không có căn cứ"),
    Measure.FINISHED_WITHOUT_RESULT: _("Kết thúc mà không có tệp kết quả"),
    Measure.CLOSED_BY_DESK: _("Cán bộ ghi rút hoặc dừng thay người nộp"),
}
