"""The dossiers behind a number of the board: which they are, and none of what they say. From here a head reminds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.models import Procedure
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.access import HEAVY, visible_to
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.effects.reporting import figures, listing
from motcua.effects.reporting.measures import Balance, Measure
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.desk import answering, finding
from motcua.sites.desk.boards import numbers, seeing
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.doubt_words import DOUBT_WORDS

PAGE = 50

#: Of what a page can be opened.
TITLES: dict[Measure | Balance, str | Promise] = {
    Measure.RECEIVED: _("Hồ sơ đã nhận"),
    Measure.LATE: _("Hồ sơ trả trễ hẹn"),
    Measure.EARLY: _("Hồ sơ trả trước hẹn"),
    Measure.ON_TIME: _("Hồ sơ trả đúng ngày hẹn"),
    Balance.OPEN: _("Hồ sơ đang giải quyết"),
    Balance.PAST_DUE: _("Hồ sơ đang quá hạn"),
    **{each: words for each, words in DOUBT_WORDS.items()},  # noqa: C416 - a dict of wider keys
}


@dataclass(frozen=True, slots=True)
class Line:
    code: str
    procedure: str
    state: str
    due_at: datetime | None
    agency: str
    #: Where it lies: step, agency, and who has it; empty when nothing is open.
    lies: str
    #: Whether she may open it; otherwise only that it is there.
    is_hers: bool


@require_safe
def dossiers(request: ActingRequest) -> HttpResponse:
    at, seen = legal_time.now(), seeing.seen(request)
    counted = next((each for each in TITLES if each.value == request.GET.get("of", "")), None)
    if counted is None:
        raise Http404
    procedure = _procedure(request.GET.get("procedure", ""))
    first, last = _days(request, today=legal_day(at))
    where = seen.where(procedure_id=procedure.pk if procedure else None)
    page = figures.dossiers(
        counted, first, last, where=where, after=listing.place(request.GET.get("after", "")), size=PAGE
    )
    found = lines(request, page.codes)
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "at": at,
        "name": "board",
        "seen": seen,
        "title": TITLES[counted],
        "is_balance": isinstance(counted, Balance),
        "first": first,
        "last": last,
        "procedure": procedure,
        "lines": found,
        "can_remind": counted in (Balance.OPEN, Balance.PAST_DUE),
        "next_href": f"?{query.urlencode()}&{urlencode({'after': page.after})}" if page.after else "",
        "first_href": f"?{query.urlencode()}" if "after" in request.GET else "",
    }
    return answering.page(request, "desk/board_dossiers.html", context)


def lines(request: ActingRequest, codes: Sequence[str]) -> list[Line]:
    """In the order of the codes. That they stood in this list is told to whoever asks who looked."""
    read = Dossier.objects.filter(code__in=codes).select_related("procedure_version__procedure", "deciding_agency")
    found = {str(each.code): each for each in read.defer(HEAVY)}
    finding.note_listed(request, [each.pk for each in found.values()], part="board")
    hers = set(visible_to(request.actor).filter(code__in=codes).values_list("code", flat=True))
    lies = _lies(each.pk for each in found.values())
    return [
        Line(
            code,
            found[code].procedure_version.procedure.short_name,
            found[code].state,
            found[code].due_at,
            found[code].deciding_agency.name,
            lies.get(found[code].pk, ""),
            is_hers=code in hers,
        )
        for code in codes
        if code in found
    ]


def _lies(dossier_ids: Iterable[int]) -> dict[int, str]:
    items = WorkItem.objects.filter(dossier__in=list(dossier_ids), status=WorkStatus.OPEN, parent=None)
    named = items.select_related("agency", "post__account__person", "dossier").order_by("-pk")
    return {each.dossier_id: where_it_lies(each) for each in named}


def where_it_lies(item: WorkItem) -> str:
    """Thẩm tra · Lò Thị Mai, Ủy ban nhân dân phường Minh Tân."""
    steps = definition_of(item.dossier.procedure_version_id).steps
    step = next((each.name for each in steps if each.key == item.step), item.step)
    who = f"{item.post.account.person.full_name}, " if item.post else ""
    return f"{step} · {who}{item.agency.name}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _procedure(code: str) -> Procedure | None:
    if not code:
        return None
    found = Procedure.objects.filter(code=code[:40]).first()
    if found is None:
        raise Http404
    return found


def _days(request: ActingRequest, *, today: date) -> tuple[date, date]:
    """What the address says, as far as these are days."""
    given_last, given_first = request.GET.get("to", ""), request.GET.get("from", "")
    last = date.fromisoformat(given_last) if _is_day(given_last) else today
    first = date.fromisoformat(given_first) if _is_day(given_first) else numbers.days_of(last).first
    return min(first, last), last
