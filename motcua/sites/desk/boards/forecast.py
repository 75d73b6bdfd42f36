"""Dự báo trễ hẹn: what will probably be late within the next working days, and for each why it looks so."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.access import visible_to
from motcua.dossiers.rules.lateness import WORKING_DAY
from motcua.effects.steering import forecasts
from motcua.effects.steering.expecting import Why
from motcua.effects.steering.models import Forecast
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding
from motcua.sites.desk.boards import seeing
from motcua.sites.ui.acting import ActingRequest

PAGE = 100
_DAY = int(WORKING_DAY.total_seconds() // 60)
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Line:
    said: Forecast
    procedure: str
    step: str
    why: str
    is_hers: bool


@require_safe
def forecast(request: ActingRequest) -> HttpResponse:
    at, seen = legal_time.now(), seeing.seen(request)
    standing = forecasts.standing(seen.agencies, at=at)
    read = standing.select_related("dossier__procedure_version__procedure", "agency", "deciding_agency")
    said = list(read.defer("dossier__procedure_version__definition")[:PAGE])
    finding.note_listed(request, [each.dossier_id for each in said], part="board")
    hers = set(visible_to(request.actor).filter(pk__in=[e.dossier_id for e in said]).values_list("pk", flat=True))
    context = {
        "at": at,
        "name": "board",
        "seen": seen,
        "lines": [_line(each, is_hers=each.dossier_id in hers) for each in said],
        "all": standing.count(),
        "days": forecasts.DAYS_AHEAD,
        "turned_out": forecasts.turned_out(seen.agencies, at=at),
    }
    return answering.page(request, "desk/board_forecast.html", context)


def worked(minutes: int) -> str:
    """2 ngày 3 giờ làm việc: days of eight hours, and what is less than an hour in minutes."""
    days, rest = divmod(minutes, _DAY)
    hours, rest = divmod(rest, _HOUR)
    parts = [
        ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days} if days else "",
        ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours} if hours else "",
        _("%(n)s phút") % {"n": rest} if not days and not hours else "",
    ]
    return _("%(time)s làm việc") % {"time": " ".join(filter(None, parts))}


def why(said: Forecast) -> str:
    """The reason in one or two sentences, with the numbers from which it follows."""
    facts = {
        "spent": worked(said.spent_minutes),
        "usual": worked(said.usual_minutes),
        "after": worked(said.after_minutes),
        "left": worked(said.left_minutes),
        "sample": said.sample,
        "short": worked(max(said.usual_minutes - said.spent_minutes, 0) + said.after_minutes - said.left_minutes),
    }
    return _SENTENCES[Why(said.why)]() % facts


_SENTENCES = {
    Why.LIES_LONG: lambda: _(
        "Bước này đã mở %(spent)s, lâu hơn 9 trên 10 trong %(sample)s hồ sơ gần đây ở đây (thường %(usual)s). "
        "Còn %(left)s đến hẹn."
    ),
    Why.BY_PACE: lambda: _(
        "Ở đây bước này thường mất %(usual)s (theo %(sample)s hồ sơ gần đây), đã mở %(spent)s; các bước sau thường "
        "mất %(after)s. Chỉ còn %(left)s, thiếu khoảng %(short)s."
    ),
    Why.BY_SHARE: lambda: _(
        "Theo phần thời gian của quy trình, bước này cần %(usual)s, đã mở %(spent)s; các bước sau cần %(after)s. "
        "Chỉ còn %(left)s, thiếu khoảng %(short)s."
    ),
}


def _line(said: Forecast, *, is_hers: bool) -> Line:
    steps = definition_of(said.dossier.procedure_version_id).steps
    step = next((each.name for each in steps if each.key == said.step), said.step)
    return Line(said, said.dossier.procedure_version.procedure.short_name, step, why(said), is_hers)
