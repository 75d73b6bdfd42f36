"""Words for what happens to steps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models import OpinionKind
from motcua.dossiers.queries.trace import Timeliness
from motcua.foundation.organisations.models import AbsenceKind

Word = str | Promise

OPINIONS: dict[OpinionKind, Word] = {
    OpinionKind.AGREED: _("Đồng ý"),
    OpinionKind.AGREED_WITH_CONDITIONS: _("Đồng ý, kèm điều kiện"),
    OpinionKind.DISAGREED: _("Không đồng ý"),
    OpinionKind.NO_OPINION: _("Không có ý kiến"),
    OpinionKind.SILENT: _("Không nhận được ý kiến"),
    OpinionKind.SILENT_AGREED: _("Hết hạn không trả lời, theo quy định của thủ tục được coi là đồng ý"),
    OpinionKind.WITHDRAWN: _("Không cần hỏi nữa"),
}
#: How an opinion is drawn: tone and icon.
OPINION_LABELS: dict[OpinionKind, tuple[str, str]] = {
    OpinionKind.AGREED: ("good", "check"),
    OpinionKind.AGREED_WITH_CONDITIONS: ("warn", "check"),
    OpinionKind.DISAGREED: ("bad", "stop"),
    OpinionKind.NO_OPINION: ("grey", "info"),
    OpinionKind.SILENT: ("warn", "alert"),
    OpinionKind.SILENT_AGREED: ("good", "hourglass"),
    OpinionKind.WITHDRAWN: ("grey", "undo"),
}

ABSENCES: dict[AbsenceKind, Word] = {
    AbsenceKind.LEAVE: _("Nghỉ phép"),
    AbsenceKind.ILLNESS: _("Nghỉ ốm"),
    AbsenceKind.BUSINESS_TRIP: _("Đi công tác"),
    AbsenceKind.TRAINING: _("Đi học, tập huấn"),
    AbsenceKind.OTHER: _("Lý do khác"),
}

TIMELINESS: dict[Timeliness, Word] = {
    Timeliness.EARLY: _("trước hạn"),
    Timeliness.ON_TIME: _("đúng hạn"),
    Timeliness.LATE: _("quá hạn"),
}
