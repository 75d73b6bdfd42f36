"""The law and the national index side by side, with the reason why they differ. For officers and inspectors."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.dossiers.queries.ledger import Ledger
from motcua.dossiers.rules.index_reading import IndexReading, Why
from motcua.sites.ui import formats


@dataclass(frozen=True, slots=True)
class Readings:
    """Rows of what is compared, what the law says, what the index says."""

    rows: tuple[tuple[str, str, str], ...]
    reason: str


def readings(found: Ledger, *, at: datetime) -> Readings | None:
    index = found.index
    if index is None:
        return None
    reading = found.reading
    in_time = reading.due_at is None or (reading.stopped_at or at) <= reading.due_at
    ended = formats.appointment(reading.stopped_at) or _("đang giải quyết")
    return Readings(
        rows=(
            (
                _("Hạn"),
                formats.appointment(reading.due_at) or _("đang tạm dừng"),
                formats.appointment(index.appointment),
            ),
            (_("Tính đến"), ended, _open(index) or formats.appointment(index.ended_at)),
            (_("Trừ thời gian chờ bổ sung"), _("không trừ; bổ sung xong thì tính lại từ đầu"), _waited(index)),
            (_("Kết luận"), _judged(in_time=in_time), _judged(in_time=index.on_time)),
        ),
        reason=_reason(index, in_time=in_time),
    )


def _open(index: IndexReading) -> str:
    return _("đang giải quyết") if index.is_open else ""


def _waited(index: IndexReading) -> str:
    return formats.duration(int(index.waited.total_seconds())) if index.waited else _("không có")


def _judged(*, in_time: bool) -> str:
    return _("đúng hạn") if in_time else _("quá hạn")


def _reason(index: IndexReading, *, in_time: bool) -> str:
    if index.why is Why.ASKED_AGAIN:
        return ngettext(
            "Hồ sơ bị yêu cầu bổ sung %(n)s lần; từ lần thứ hai, Bộ chỉ số coi là quá hạn.",
            "Hồ sơ bị yêu cầu bổ sung %(n)s lần; từ lần thứ hai, Bộ chỉ số coi là quá hạn.",
            index.requests,
        ) % {"n": index.requests}
    if in_time != index.on_time:
        return _(
            "Hai cách khác nhau vì Bộ chỉ số giữ ngày hẹn đầu tiên và chỉ trừ thời gian chờ bổ sung; "
            "theo luật, thời hạn còn dừng vì căn cứ khác, tính lại từ đầu hoặc được hẹn lại."
        )
    return ""
