"""A day of the hall in figures, for the head: how long people waited, were served, and waited for their results."""

import csv
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import median

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers.queries.visits import DayLine, day_lines
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import VIETNAM, legal_day
from motcua.sites.desk import answering
from motcua.sites.desk.waiting.rooms import room_of_head
from motcua.sites.ui import waiting_words
from motcua.sites.ui.acting import ActingRequest

_MINUTE = 60


@require_safe
def day(request: ActingRequest) -> HttpResponse:
    room, at = room_of_head(request), legal_time.now()
    chosen = _chosen(request, at=at)
    lines = day_lines(room.pk, day=chosen, at=at)
    if "csv" in request.GET:
        return _csv(lines, name=f"{room.unit.code}-{chosen.isoformat()}.csv")
    context = {
        "room": room,
        "day": chosen,
        "lines": lines,
        "waited": _middle(line.waited for line in lines),
        "served": _middle(line.served for line in lines),
        "received": sum(line.received for line in lines),
        "late": sum(line.late for line in lines),
        "words": waiting_words,
        "minutes": _minutes,
        "of_hall": "room",
    }
    return answering.page(request, "desk/room_day.html", context)


def _chosen(request: ActingRequest, *, at: datetime) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return legal_day(at)


def _middle(spans: Iterable[timedelta | None]) -> int | None:
    """The minutes that half of the people did not exceed; a mean would tell of the one who fell asleep."""
    known = [span.total_seconds() / _MINUTE for span in spans if span is not None]
    return round(median(known)) if known else None


def _minutes(span: timedelta | None) -> str:
    return "" if span is None else str(round(span.total_seconds() / _MINUTE))


def _csv(lines: Iterable[DayLine], *, name: str) -> HttpResponse:
    """Numbers only: nobody's name, nobody's code."""
    answer = HttpResponse(
        content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
    # Spreadsheets take a file for UTF-8 only with this mark.
    answer.write("\ufeff")
    rows = csv.writer(answer)
    rows.writerow(
        (
            _("Số"),
            _("Việc"),
            _("Ưu tiên"),
            _("Quầy"),
            _("Lấy số lúc"),
            _("Chờ (phút)"),
            _("Tiếp (phút)"),
            _("Hồ sơ nhận"),
            _("Hồ sơ bổ sung"),
            _("Kết quả trả"),
            _("Xử lý (phút làm việc, trung vị)"),
            _("Quá hạn"),
        )
    )
    rows.writerows(_row(line) for line in lines)
    return answer


def _row(line: DayLine) -> tuple[object, ...]:
    return (
        line.number,
        waiting_words.SERVICES[line.service],
        waiting_words.PRIORITIES.get(line.priority, ""),
        line.window or "",
        f"{line.taken_at.astimezone(VIETNAM):%H:%M}",
        _minutes(line.waited),
        _minutes(line.served),
        line.received,
        line.mended,
        line.delivered,
        round(median(line.processed_minutes)) if line.processed_minutes else "",
        line.late,
    )
