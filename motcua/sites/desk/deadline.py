"""The deadline as the page explains it: how far it has run, and the ledger line by line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.workflows.steps import Ground
from motcua.dossiers.rules.legal_clock import Entry, Reading
from motcua.foundation.calendar.arithmetic import Counted

Word = str | Promise

#: Why the clock ran or stood. An empty ground is the ordinary one.
_RUNS: Word = _("Tính thời hạn giải quyết")
_STANDS: dict[str, Word] = {
    "": _("Tạm dừng tính giờ"),
    "supplement": _("Tạm dừng, chờ bổ sung hồ sơ"),
    Ground.APPLICANT_CONFIRMATION: _("Tạm dừng, chờ người nộp xác nhận bản dự thảo"),
    Ground.PUBLIC_POSTING: _("Tạm dừng, niêm yết công khai"),
    Ground.CONSULTATION: _("Tạm dừng, lấy ý kiến theo luật"),
    Ground.FINANCIAL_DUTY: _("Tạm dừng, chờ nghĩa vụ tài chính"),
}


@dataclass(frozen=True, slots=True)
class Line:
    word: Word
    starts: datetime
    ends: datetime | None
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    due_at: datetime | None
    #: Only where it is another one: the first date stays readable for ever.
    first_due_at: datetime | None
    stopped_at: datetime | None
    lines: tuple[Line, ...]
    used_percent: int


def deadline(reading: Reading, *, at: datetime) -> Deadline | None:
    """Nothing before the clock has started."""
    if not reading.entries:
        return None
    first = reading.original_due_at if reading.original_due_at != reading.due_at else None
    lines = tuple(Line(_word(entry), entry.starts, entry.ends, entry.counted) for entry in reading.entries)
    counted = next((entry.counted for entry in reversed(reading.entries) if entry.runs), ())
    return Deadline(reading.due_at, first, reading.stopped_at, lines, _used(counted, at=reading.stopped_at or at))


def _word(entry: Entry) -> Word:
    return _RUNS if entry.runs else _STANDS.get(entry.ground, _STANDS[""])


def _used(counted: Sequence[Counted], *, at: datetime) -> int:
    whole = _length((line.starts, line.ends) for line in counted)
    gone = _length((line.starts, min(line.ends, at)) for line in counted if line.starts < at)
    return round(100 * (gone / whole)) if whole else 100


def _length(spans: Iterable[tuple[datetime, datetime]]) -> timedelta:
    return sum((ends - starts for starts, ends in spans), timedelta())
