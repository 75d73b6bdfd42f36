"""The polite noes about reminding. `refusals.py` reads them with all the others."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.effects.steering import reminding
from motcua.foundation.refusals import Refusal

SENTENCES: dict[type[Refusal], str | Promise] = {
    reminding.NotYoursToRemind: _(
        "Ông/bà chỉ nhắc được cơ quan mình và đơn vị cấp dưới, về hồ sơ đang ở đó. Chọn lại nơi cần nhắc."
    ),
    reminding.ReminderWithoutWords: _("Lời nhắc chưa có nội dung. Nhập việc cần làm hoặc câu cần hỏi."),
    reminding.AnswerDayPassed: _("Ngày trả lời đã qua. Chọn hôm nay hoặc ngày sau đó."),
    reminding.TooManyReminded: _("Mỗi lần nhắc được tối đa %(most)s hồ sơ. Chọn bớt đi, hoặc nhắc chung cả đơn vị."),
    reminding.NotYoursToAnswer: _(
        "Lời nhắc này gửi cho người khác. Người được nhắc mới trả lời được; báo cho người đó."
    ),
    reminding.AnswerWithoutWords: _("Nhập câu trả lời rồi gửi lại."),
}
