"""The word, the colour and the drawing for each state, act and role: colour never speaks alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.rules.lifecycle import Action, Role, State

Word = str | Promise


@dataclass(frozen=True, slots=True)
class Label:
    #: What the citizen reads, and the shorter word of the desk.
    citizen: Word
    officer: Word
    #: good, warn, bad, info, grey or late: a colour of base.css.
    tone: str
    icon: str


STATES: dict[State, Label] = {
    State.DRAFT: Label(_("Đã điền, chưa nộp"), _("Bản nháp"), "warn", "pen"),
    State.SUBMITTED: Label(_("Đã nộp, chờ tiếp nhận"), _("Chờ tiếp nhận"), "info", "file-up"),
    State.INCOMPLETE: Label(_("Cần ông/bà hoàn thiện hồ sơ"), _("Chờ hoàn thiện"), "warn", "warning"),
    State.REFUSED: Label(_("Không nhận được hồ sơ"), _("Từ chối tiếp nhận"), "bad", "stop"),
    State.IN_PROGRESS: Label(_("Đang giải quyết"), _("Đang xử lý"), "info", "clock"),
    State.SUPPLEMENT_REQUESTED: Label(_("Cần ông/bà bổ sung"), _("Chờ bổ sung"), "warn", "warning"),
    State.AWAITING_PAYMENT: Label(_("Cần ông/bà trả tiền"), _("Chờ nghĩa vụ tài chính"), "warn", "money"),
    State.SUSPENDED: Label(_("Tạm dừng tính giờ"), _("Tạm dừng"), "grey", "pause"),
    State.DECIDED: Label(_("Đã ký, chờ đóng dấu"), _("Đã ký, chờ phát hành"), "info", "sign"),
    State.RESULT_READY: Label(_("Đã có kết quả"), _("Chờ trả kết quả"), "good", "file"),
    State.RESULT_DELIVERED: Label(_("Đã trả kết quả"), _("Đã trả kết quả"), "good", "star"),
    State.WITHDRAWN: Label(_("Ông/bà đã rút hồ sơ"), _("Đã rút"), "grey", "undo"),
    State.STOPPED: Label(_("Đã dừng giải quyết"), _("Đã dừng"), "grey", "stop"),
}

#: What happened, in the past: the time line reads these.
ACTIONS: dict[Action, Word] = {
    Action.SUBMIT: _("Đã nộp hồ sơ"),
    Action.ASK_TO_COMPLETE: _("Cơ quan đề nghị hoàn thiện hồ sơ"),
    Action.RESUBMIT: _("Đã nộp lại hồ sơ"),
    Action.REFUSE: _("Cơ quan từ chối tiếp nhận"),
    Action.ACCEPT: _("Đã tiếp nhận hồ sơ"),
    Action.ASSIGN: _("Đã phân công người xử lý"),
    Action.REDIRECT: _("Chuyển đến đúng cơ quan giải quyết"),
    Action.ALLOW_SECOND_REQUEST: _("Lãnh đạo cho phép yêu cầu thêm một lần"),
    Action.NOTE_UNANSWERED: _("Chưa có trả lời của bộ phận tiếp nhận"),
    Action.REQUEST_SUPPLEMENT: _("Cơ quan yêu cầu bổ sung"),
    Action.SUPPLEMENT: _("Đã bổ sung hồ sơ"),
    Action.REQUEST_PAYMENT: _("Cơ quan yêu cầu thực hiện nghĩa vụ tài chính"),
    Action.CONFIRM_PAYMENT: _("Đã nhận tiền"),
    Action.SUSPEND: _("Tạm dừng tính giờ"),
    Action.CONTINUE: _("Tính giờ trở lại"),
    Action.APOLOGISE: _("Cơ quan xin lỗi và hẹn lại ngày"),
    Action.NOTE_DUE_SOON: _("Sắp đến hạn"),
    Action.NOTE_OVERDUE: _("Quá hạn"),
    Action.CHANGE_CALENDAR: _("Lịch làm việc thay đổi, ngày hẹn được tính lại"),
    Action.DECIDE: _("Đã ký kết quả"),
    Action.PUBLISH: _("Đã vào sổ và đóng dấu kết quả"),
    Action.DELIVER: _("Đã trả kết quả"),
    Action.WITHDRAW: _("Đã rút hồ sơ"),
    Action.STOP: _("Đã dừng giải quyết"),
}

#: What a button says: a verb on the thing.
BUTTONS: dict[Action, Word] = {
    Action.SUBMIT: _("Nộp hồ sơ"),
    Action.ASK_TO_COMPLETE: _("Đề nghị hoàn thiện"),
    Action.RESUBMIT: _("Nộp lại hồ sơ"),
    Action.REFUSE: _("Từ chối tiếp nhận"),
    Action.ACCEPT: _("Tiếp nhận hồ sơ"),
    Action.ASSIGN: _("Phân công người xử lý"),
    Action.REDIRECT: _("Chuyển đúng cơ quan"),
    Action.ALLOW_SECOND_REQUEST: _("Cho phép yêu cầu thêm một lần"),
    Action.NOTE_UNANSWERED: _("Nhắc trả lời hồ sơ"),
    Action.REQUEST_SUPPLEMENT: _("Yêu cầu bổ sung"),
    Action.SUPPLEMENT: _("Nộp phần bổ sung"),
    Action.REQUEST_PAYMENT: _("Yêu cầu nghĩa vụ tài chính"),
    Action.CONFIRM_PAYMENT: _("Xác nhận đã nhận tiền"),
    Action.SUSPEND: _("Tạm dừng tính giờ"),
    Action.CONTINUE: _("Tính giờ trở lại"),
    Action.APOLOGISE: _("Ký văn bản xin lỗi, hẹn lại"),
    Action.NOTE_DUE_SOON: _("Báo sắp đến hạn"),
    Action.NOTE_OVERDUE: _("Báo quá hạn"),
    Action.CHANGE_CALENDAR: _("Tính lại ngày hẹn"),
    Action.DECIDE: _("Ký kết quả"),
    Action.PUBLISH: _("Vào sổ và đóng dấu"),
    Action.DELIVER: _("Trả kết quả"),
    Action.WITHDRAW: _("Rút hồ sơ"),
    Action.STOP: _("Dừng giải quyết"),
}

ROLES: dict[Role, Word] = {
    Role.APPLICANT: _("Người nộp hồ sơ"),
    Role.RECEPTIONIST: _("Cán bộ tiếp nhận"),
    Role.PROCESSOR: _("Cán bộ xử lý"),
    Role.SIGNATORY: _("Người ký"),
    Role.CLERK: _("Văn thư"),
    Role.CASHIER: _("Thủ quỹ"),
    Role.CONSULTED: _("Cán bộ được lấy ý kiến"),
    Role.HEAD: _("Lãnh đạo cơ quan"),
    Role.HELPER: _("Người hỗ trợ"),
    Role.CATALOGUE_OFFICER: _("Cán bộ quản lý thủ tục"),
    Role.TECHNICAL_ADMINISTRATOR: _("Quản trị kỹ thuật"),
    Role.SYSTEM: _("Hệ thống"),
    Role.STRANGER: _("Người xem"),
}

_URGENT_HOURS = 3
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """A label ready to be drawn."""

    word: Word
    tone: str
    icon: str


def state_label(state: str, *, desk: bool = False) -> Shown:
    label = STATES[State(state)]
    return Shown(label.officer if desk else label.citizen, label.tone, label.icon)


def due_label(due_at: datetime | None, *, at: datetime) -> Shown:
    """Còn n ngày, Còn n giờ, Quá hạn; without a due date the clock stands still."""
    if due_at is None:
        return Shown(gettext("Tạm dừng tính giờ"), "grey", "pause")
    left = due_at - at
    if left < timedelta():
        return Shown(_late(-left), "late", "alert")
    if left >= _DAY:
        return Shown(gettext("Còn %(days)s ngày") % {"days": left.days}, "good", "clock")
    hours = left // timedelta(hours=1)
    tone = "bad" if hours < _URGENT_HOURS else "warn"
    word = gettext("Còn %(hours)s giờ") % {"hours": hours} if hours else gettext("Còn chưa đến 1 giờ")
    return Shown(word, tone, "alert" if tone == "bad" else "hourglass")


def action_word(action: str, *, button: bool = False) -> Word:
    return (BUTTONS if button else ACTIONS)[Action(action)]


def role_word(role: str) -> Word:
    return ROLES[Role(role)]


def _late(by: timedelta) -> str:
    if by >= _DAY:
        return gettext("Quá hạn %(days)s ngày") % {"days": by.days}
    return gettext("Quá hạn %(hours)s giờ") % {"hours": max(1, by // timedelta(hours=1))}
