"""The deadline of a dossier in words: its ledger, what is left, and the dates beside the one that holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.ledger import Ledger, explained
from motcua.dossiers.rules.remaining import Remaining, remaining
from motcua.effects.slips.models import Slip, SlipKind
from motcua.sites.ui import formats, ledger_lines
from motcua.sites.ui.ledger_lines import Line

_PAPERS: dict[str, str | Promise] = {
    SlipKind.RECEIPT: gettext_lazy("Giấy tiếp nhận và hẹn trả số %(number)s"),
    SlipKind.COMPLETION_REQUEST: gettext_lazy("Phiếu yêu cầu bổ sung số %(number)s"),
    SlipKind.APOLOGY: gettext_lazy("Văn bản xin lỗi và hẹn lại số %(number)s"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """`first` and `printed` only where they are another date than `due`."""

    lines: tuple[Line, ...]
    due: str
    due_at: datetime | None
    first: str
    printed: str
    left: str
    used_percent: int
    stopped_at: datetime | None


def told(dossier: Dossier, *, at: datetime) -> Told | None:
    """None until the clock has started."""
    found = explained(dossier, at=at)
    return in_words(found, papers=papers_of(dossier), at=at) if found else None


def in_words(found: Ledger, *, papers: Mapping[int, str], at: datetime) -> Told:
    reading = found.reading
    return Told(
        lines=ledger_lines.lines(found, papers=papers),
        due=formats.appointment(reading.due_at),
        due_at=reading.due_at,
        first=_if_other(found.original_due_at, reading.due_at),
        printed=_if_other(found.promised_at, reading.due_at),
        left=_left(found, at=at),
        used_percent=_used(found, at=reading.stopped_at or at),
        stopped_at=reading.stopped_at,
    )


def papers_of(dossier: Dossier) -> dict[int, str]:
    """The numbered paper that went out with an event, by the number of the event."""
    slips = Slip.objects.filter(dossier=dossier, kind__in=_PAPERS).values_list(
        "event__number", "kind", "number", "year"
    )
    return {event: str(_PAPERS[kind]) % {"number": f"{number}/{year}"} for event, kind, number, year in slips}


def duration(rest: Remaining) -> str:
    """2 ngày làm việc 3 giờ; under an hour, the minutes."""
    parts = []
    if rest.days:
        parts.append(ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", rest.days) % {"n": rest.days})
    hours, minutes = divmod(rest.minutes, 60)
    if hours:
        parts.append(ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours})
    if minutes and not rest.days:
        parts.append(ngettext("%(n)s phút", "%(n)s phút", minutes) % {"n": minutes})
    return " ".join(parts)


def _if_other(moment: datetime | None, due_at: datetime | None) -> str:
    return formats.appointment(moment) if moment != due_at else ""


def _left(found: Ledger, *, at: datetime) -> str:
    reading = found.reading
    if reading.stopped_at or reading.due_at is None:
        return ""
    rest = remaining(reading.due_at, at=at, calendar=found.calendar)
    words = duration(rest)
    if rest.is_late:
        return _("quá hạn %(time)s") % {"time": words} if words else _("vừa quá hạn")
    return _("còn %(time)s") % {"time": words} if words else _("đến hạn")


def _used(found: Ledger, *, at: datetime) -> int:
    counted = next((entry.counted for entry in reversed(found.reading.entries) if entry.runs), ())
    whole = sum((line.ends - line.starts).total_seconds() for line in counted)
    gone = sum((min(line.ends, at) - line.starts).total_seconds() for line in counted if line.starts < at)
    return round(100 * gone / whole) if whole else 100
