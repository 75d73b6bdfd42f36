"""What the kinds, channels and fates of messages are called on a page, and what a message looks like beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.effects.notifications.message_kinds import Fact, MessageKind
from motcua.effects.notifications.trace import Whom
from motcua.effects.notifications.wording import ENGLISH, VIETNAMESE
from motcua.foundation.messaging.channels import Channel, Group
from motcua.foundation.messaging.models import Outcome, Relation, State, Trouble
from motcua.sites.ui.labels import Shown

Word = str | Promise

KINDS: Mapping[MessageKind, Word] = {
    MessageKind.SUBMIT: _("Đã nộp hồ sơ"),
    MessageKind.SUBMIT_TO_PAY: _("Đã nộp hồ sơ, còn phải nộp tiền"),
    MessageKind.ASK_TO_COMPLETE: _("Cơ quan đề nghị hoàn thiện hồ sơ"),
    MessageKind.REFUSE: _("Cơ quan từ chối tiếp nhận"),
    MessageKind.ACCEPT: _("Đã tiếp nhận hồ sơ"),
    MessageKind.REQUEST_SUPPLEMENT: _("Cơ quan yêu cầu bổ sung"),
    MessageKind.ALLOW_SECOND_REQUEST: _("Lãnh đạo cho phép yêu cầu thêm một lần"),
    MessageKind.REQUEST_PAYMENT: _("Cơ quan yêu cầu thực hiện nghĩa vụ tài chính"),
    MessageKind.SUSPEND: _("Tạm dừng tính giờ"),
    MessageKind.APOLOGISE: _("Cơ quan xin lỗi và hẹn lại ngày"),
    MessageKind.CHANGE_CALENDAR: _("Lịch làm việc thay đổi, ngày hẹn được tính lại"),
    MessageKind.PUBLISH: _("Đã có kết quả"),
    MessageKind.DELIVER: _("Đã trả kết quả"),
    MessageKind.STOP: _("Đã dừng giải quyết"),
    MessageKind.WITHDRAW: _("Đã rút hồ sơ"),
    MessageKind.DUTY_OPENED: _("Có khoản phải nộp"),
    MessageKind.DUTY_SETTLED: _("Đã nhận tiền"),
    MessageKind.DUTY_CANCELLED: _("Không còn phải nộp"),
    MessageKind.RESULT_RECALLED: _("Thu hồi kết quả"),
    MessageKind.RESULT_REPLACED: _("Có kết quả thay thế"),
    MessageKind.REMIND_SUPPLEMENT: _("Nhắc: sắp hết hạn bổ sung"),
    MessageKind.REMIND_FEE: _("Nhắc: chưa nộp tiền"),
    MessageKind.REMIND_RESULT: _("Nhắc: chưa nhận kết quả"),
    MessageKind.REMIND_APPOINTMENT: _("Nhắc lịch hẹn"),
    MessageKind.OFFICE_DUE_SOON: _("Cán bộ: hồ sơ sắp đến hạn"),
    MessageKind.OFFICE_OVERDUE: _("Cán bộ: hồ sơ quá hạn"),
    MessageKind.OFFICE_NEWS: _("Cán bộ: có tin mới"),
    MessageKind.PETITION_ASKED: _("Phản ánh, kiến nghị: cơ quan hỏi thêm"),
    MessageKind.PETITION_ANSWERED: _("Phản ánh, kiến nghị: đã trả lời"),
    MessageKind.PETITION_REFUSED: _("Phản ánh, kiến nghị: không tiếp nhận"),
}
CHANNELS: Mapping[Channel, Word] = {
    Channel.EMAIL: _("Thư điện tử"),
    Channel.SMS: _("Tin nhắn điện thoại (SMS)"),
    Channel.ZALO: _("Zalo"),
    Channel.PUSH: _("Thông báo trên thiết bị"),
}
LANGUAGES: Mapping[str, Word] = {VIETNAMESE: _("Tiếng Việt"), ENGLISH: _("Tiếng Anh")}
GROUPS: Mapping[Group, Word] = {
    Group.ASKED: _("Việc ông/bà cần làm: hoàn thiện, bổ sung, nộp tiền"),
    Group.PROGRESS: _("Hồ sơ đang đến đâu"),
    Group.RESULT: _("Có kết quả, bị từ chối, dừng giải quyết"),
    Group.REMINDER: _("Nhắc hạn và nhắc lịch hẹn"),
}
RELATIONS: Mapping[Relation, Word] = {
    Relation.CHILD: _("Con"),
    Relation.PARENT: _("Cha, mẹ"),
    Relation.SPOUSE: _("Vợ, chồng"),
    Relation.SIBLING: _("Anh, chị, em"),
    Relation.OTHER: _("Người khác"),
}
FACTS: Mapping[Fact, Word] = {
    Fact.CODE: _("mã hồ sơ"),
    Fact.PROCEDURE: _("tên thủ tục"),
    Fact.AGENCY: _("cơ quan giải quyết"),
    Fact.UNIT: _("nơi tiếp nhận, nơi hẹn"),
    Fact.STATUS: _("các dòng bắt buộc: cơ quan, người xử lý, các mốc thời gian"),
    Fact.DUE: _("ngày hẹn trả"),
    Fact.LAST_DAY: _("ngày cuối để bổ sung"),
    Fact.AMOUNT: _("số tiền"),
    Fact.WHEN: _("giờ hẹn"),
    Fact.LINK: _("đường dẫn đến hồ sơ"),
    Fact.HOTLINE: _("số tổng đài"),
}
STATES: Mapping[State, Shown] = {
    State.QUEUED: Shown(_("Chờ gửi"), "info", "clock"),
    State.SENT: Shown(_("Đã gửi, chưa rõ đã đến"), "info", "mail"),
    State.DELIVERED: Shown(_("Đã đến nơi"), "good", "check"),
    State.FAILED_FOR_NOW: Shown(_("Chưa gửi được, sẽ thử lại"), "warn", "hourglass"),
    State.FAILED_FOR_EVER: Shown(_("Không gửi được"), "bad", "stop"),
    State.SUPPRESSED: Shown(_("Không gửi"), "grey", "minus-circle"),
}
WHOM: Mapping[Whom, Word] = {
    Whom.APPLICANT: _("người nộp hồ sơ"),
    Whom.HOLDER: _("chủ hồ sơ"),
    Whom.OFFICER: _("cán bộ"),
}
OUTCOMES: Mapping[Outcome, Word] = {
    Outcome.BEGUN: _("Bắt đầu gửi"),
    Outcome.ACCEPTED: _("Nhà cung cấp đã nhận"),
    Outcome.DELIVERED: _("Báo đã đến nơi"),
    Outcome.NOT_NOW: _("Chưa gửi được"),
    Outcome.NEVER: _("Không gửi được"),
    Outcome.UNKNOWN: _("Không rõ đã gửi hay chưa"),
}
TROUBLES: Mapping[Trouble, Word] = {
    Trouble.NONE: "",
    Trouble.NO_ADDRESS: _("Người này chưa có địa chỉ ở kênh này"),
    Trouble.NOT_WANTED: _("Người này đã tắt kênh này"),
    Trouble.NO_GATEWAY: _("Hệ thống chưa nối với kênh này"),
    Trouble.UNSAFE_WORDS: _("Lời tin có số định danh nên không được gửi"),
    Trouble.EXPIRED: _("Đã thử trong 72 giờ mà không được"),
    Trouble.NO_SUCH_ADDRESS: _("Địa chỉ hoặc số điện thoại không có"),
    Trouble.ADDRESS_REFUSES: _("Người nhận hoặc máy nhận từ chối"),
    Trouble.ADDRESS_BUSY: _("Hộp thư đầy hoặc máy nhận bận"),
    Trouble.WORDS_REFUSED: _("Nhà cung cấp không nhận lời tin này"),
    Trouble.TEMPLATE_REFUSED: _("Mẫu tin chưa được nhà cung cấp duyệt"),
    Trouble.TOO_LARGE: _("Tin dài quá mức"),
    Trouble.NOT_REACHED: _("Không nối được với nhà cung cấp"),
    Trouble.NO_ANSWER: _("Nhà cung cấp không trả lời"),
    Trouble.UNREADABLE_ANSWER: _("Không đọc được trả lời của nhà cung cấp"),
    Trouble.GATEWAY_FAILED: _("Nhà cung cấp gặp lỗi"),
    Trouble.TOO_MANY: _("Gửi quá nhiều trong một lúc"),
    Trouble.NOT_LET_IN: _("Nhà cung cấp không cho đăng nhập"),
    Trouble.NO_CREDIT: _("Tài khoản ở nhà cung cấp hết tiền"),
    Trouble.NOT_DELIVERED: _("Nhà mạng báo không đến được máy nhận"),
    Trouble.OTHER: _("Lỗi khác"),
}

_SAMPLES: Mapping[str, Mapping[Fact, str]] = {
    VIETNAMESE: {
        Fact.CODE: "H99.1-261116-0007",
        Fact.PROCEDURE: "Đăng ký khai sinh",
        Fact.AGENCY: "Ủy ban nhân dân xã Minh Tân",
        Fact.UNIT: "Trung tâm Phục vụ hành chính công xã Minh Tân",
        Fact.STATUS: "Cơ quan giải quyết: Ủy ban nhân dân xã Minh Tân\nNgười tiếp nhận, xử lý: Cán bộ tiếp nhận, "
        "Trung tâm Phục vụ hành chính công xã Minh Tân\nTiếp nhận lúc: 9 giờ, thứ Hai 16/11/2026\n"
        "Hẹn trả kết quả: 17 giờ, thứ Ba 17/11/2026\nCập nhật lúc: 9 giờ, thứ Hai 16/11/2026",
        Fact.DUE: "17 giờ, thứ Ba 17/11/2026",
        Fact.LAST_DAY: "thứ Ba 08/12/2026",
        Fact.AMOUNT: "100.000 đồng",
        Fact.WHEN: "8 giờ 30, thứ Năm 19/11/2026",
    },
    ENGLISH: {
        Fact.CODE: "H99.1-261116-0007",
        Fact.PROCEDURE: "Đăng ký khai sinh",
        Fact.AGENCY: "Ủy ban nhân dân xã Minh Tân",
        Fact.UNIT: "Trung tâm Phục vụ hành chính công xã Minh Tân",
        Fact.STATUS: "Deciding agency: Ủy ban nhân dân xã Minh Tân\nHandled by: Receiving officer, Trung tâm Phục vụ "
        "hành chính công xã Minh Tân\nReceived: 9:00, Monday 16 November 2026\n"
        "Result due: 17:00, Tuesday 17 November 2026\nUpdated: 9:00, Monday 16 November 2026",
        Fact.DUE: "17:00, Tuesday 17 November 2026",
        Fact.LAST_DAY: "Tuesday 8 December 2026",
        Fact.AMOUNT: "100,000 dong",
        Fact.WHEN: "8:30, Thursday 19 November 2026",
    },
}


def samples(language: str) -> Mapping[str, str]:
    """Invented facts, of the length that real ones have."""
    link = f"{settings.PUBLIC_URL}/dossiers/{_SAMPLES[language][Fact.CODE]}"
    known: dict[str, str] = {Fact.LINK: link, Fact.HOTLINE: settings.HOTLINE}
    return {**{str(fact): said for fact, said in _SAMPLES[language].items()}, **known}


@dataclass(frozen=True, slots=True)
class Fate:
    """How it stands with one message, in words."""

    shown: Shown
    trouble: Word


def fate(state: str, trouble: str) -> Fate:
    return Fate(STATES[State(state)], TROUBLES[Trouble(trouble)])


def kind_word(kind: str) -> Word:
    """One-time codes and the like have no template of ours."""
    return KINDS[MessageKind(kind)] if kind in set(MessageKind) else _("Mã dùng một lần")


def trouble_word(trouble: str) -> Word:
    return TROUBLES[Trouble(trouble)]


def outcome_word(outcome: str) -> Word:
    return OUTCOMES[Outcome(outcome)]


def whom_word(whom: str) -> Word:
    return WHOM[Whom(whom)]


def channel_word(channel: str) -> Word:
    return CHANNELS[Channel(channel)]
