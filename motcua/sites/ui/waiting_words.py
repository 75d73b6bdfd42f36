"""Words of the hall: what people come for, who goes first, and where a number stands."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.foundation.waiting_room.models import Service, TicketState
from motcua.foundation.waiting_room.order import Rank
from motcua.foundation.waiting_room.priorities import Priority

Word = str | Promise

SERVICES: dict[str, Word] = {
    Service.FILING: _("Nộp hồ sơ"),
    Service.RESULT: _("Nhận kết quả"),
    Service.GUIDANCE: _("Hỏi, nhờ hướng dẫn"),
}
#: The drawing on each big button.
ICONS: dict[str, str] = {Service.FILING: "file-up", Service.RESULT: "file", Service.GUIDANCE: "comment"}

PRIORITIES: dict[str, Word] = {
    Priority.ELDERLY: _("Người từ 60 tuổi"),
    Priority.DISABLED: _("Người khuyết tật"),
    Priority.PREGNANT: _("Phụ nữ mang thai"),
    Priority.SMALL_CHILD: _("Người có con nhỏ dưới 36 tháng đi cùng"),
    Priority.MERITORIOUS: _("Người có công với cách mạng"),
    Priority.ILL: _("Người ốm nặng"),
}

STANDINGS: dict[int, tuple[Word, str, str]] = {
    Rank.SENT_HERE: (_("Chuyển đến quầy này"), "info", "transfer"),
    Rank.PRIORITY: (_("Ưu tiên"), "warn", "star"),
    Rank.APPOINTED: (_("Đúng giờ hẹn"), "good", "calendar"),
    Rank.LONG_WAITING: (_("Chờ lâu"), "bad", "hourglass"),
    Rank.ORDINARY: (_("Theo thứ tự"), "grey", "clock"),
}

STATES: dict[str, Word] = {
    TicketState.WAITING: _("Đang chờ"),
    TicketState.CALLED: _("Đang gọi"),
    TicketState.SERVING: _("Đang tiếp"),
    TicketState.HELD: _("Tạm giữ số"),
    TicketState.DONE: _("Đã xong"),
    TicketState.MISSED: _("Gọi không đến"),
}


def number(value: int) -> str:
    """Three figures, as the machine prints and the screen shows them."""
    return f"{value:03d}"
