"""Bảng lãnh đạo: four numbers, agencies worst first, where it sticks; every number opens into its dossiers."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.effects.reporting import figures
from motcua.effects.reporting.figures import By
from motcua.effects.reporting.measures import Balance, Measure
from motcua.effects.steering import forecasts
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.desk import answering
from motcua.sites.desk.boards import numbers, seeing
from motcua.sites.desk.boards.numbers import Board, Days
from motcua.sites.desk.boards.seeing import Seen
from motcua.sites.ui import formats, rates
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.doubt_words import DOUBT_WORDS

_BY = {each.value: each for each in (By.AGENCY, By.PROCEDURE)}


@require_safe
def board(request: ActingRequest) -> HttpResponse:
    at, seen = legal_time.now(), seeing.seen(request)
    days = numbers.days_of(legal_day(at))
    shown = numbers.board(seen, by=_BY.get(request.GET.get("by", "")), at=at, days=days)
    context = {
        "at": at,
        "name": "board",
        "seen": seen,
        "days": days,
        "board": shown,
        "kpi": _number_of(shown, seen, days),
        "fresh": figures.as_of(at=at),
        "doubts": [(words, shown.doubts[each], opens(seen, each, days)) for each, words in DOUBT_WORDS.items()],
        "turned_out": forecasts.turned_out(seen.agencies, at=at),
        "opens": lambda of, line: _opens_line(seen, shown, of, line, days),
        "part": lambda line: _address("desk:board", agency=line.code),
        "width": rates.width,
    }
    return answering.page(request, "desk/board.html", context)


def opens(seen: Seen, of: Measure | Balance, days: Days, **narrower: str) -> str:
    """The page of the dossiers behind a number."""
    period = {} if isinstance(of, Balance) else {"from": days.first.isoformat()}
    agency = {"agency": seen.agency.code} if seen.is_part else {}
    return _address("desk:board-dossiers", of=of.value, **period, to=days.today.isoformat(), **{**agency, **narrower})


def _opens_line(seen: Seen, shown: Board, of: str, line: numbers.Line, days: Days) -> str:
    counted = next(each for kind in (Measure, Balance) for each in kind if each.value == of)
    return opens(seen, counted, days, **{"agency" if shown.by is By.AGENCY else "procedure": line.code})


def _number_of(shown: Board, seen: Seen, days: Days) -> list[tuple[str, str, str, str, str]]:
    """For `ui.kpi`: name, figure, what it was before, its dossiers, tone."""
    now, before = shown.now, shown.before
    late = _("%(late)s trong %(results)s hồ sơ trễ hẹn") % {
        "late": formats.number(now.late),
        "results": formats.number(now.results),
    }
    month = _("cùng kỳ tháng trước %(n)s")
    yesterday = _("hôm qua %(n)s")
    return [
        (
            _("Đã nhận tháng này"),
            formats.number(now.received),
            month % {"n": formats.number(before.received)},
            opens(seen, Measure.RECEIVED, days),
            "",
        ),
        (
            _("Trả đúng hẹn tháng này"),
            now.rate,
            f"{late}; {month % {'n': before.rate}}" if now.results else _("chưa trả kết quả nào trong tháng"),
            opens(seen, Measure.LATE, days) if now.late else "",
            "",
        ),
        (
            _("Đang giải quyết"),
            formats.number(now.open),
            yesterday % {"n": formats.number(before.open)},
            opens(seen, Balance.OPEN, days),
            "",
        ),
        (
            _("Đang quá hạn"),
            formats.number(now.past_due),
            yesterday % {"n": formats.number(before.past_due)},
            opens(seen, Balance.PAST_DUE, days) if now.past_due else "",
            "bad" if now.past_due else "",
        ),
    ]


def _address(name: str, **query: Any) -> str:
    return f"{reverse(name)}?{urlencode(query)}"
