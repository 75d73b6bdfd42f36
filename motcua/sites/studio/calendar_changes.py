"""Before a calendar is applied: which open dossiers would move, and which tests of procedures would turn red."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.commands import calendar_changes
from motcua.dossiers.models import CalendarChange, Stage
from motcua.dossiers.queries import calendar_changes as queries
from motcua.effects.procedure_tests.outcome import Outcome
from motcua.effects.procedure_tests.published import run_all
from motcua.foundation import legal_time
from motcua.foundation.calendar import comparing
from motcua.foundation.calendar.models import calendar_from
from motcua.foundation.calendar.remembering import RememberingCalendar
from motcua.foundation.jobs import queue
from motcua.foundation.refusals import Refusal
from motcua.foundation.security_log.events import Event
from motcua.sites.studio import door
from motcua.sites.ui import guarding, numbers, refusals
from motcua.sites.ui.acting import ActingRequest


@require_POST
def changes(request: ActingRequest) -> HttpResponse:
    """Begin to count what the calendar as entered would do."""
    door.require_catalogue_officer(request)
    try:
        asked = calendar_changes.ask(at=legal_time.now(), by=request.actor.account_id)
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return redirect("studio:calendar")
    queue.enqueue("worker.calendar_change", lock="calendar_change", change_id=asked.pk)
    return redirect("studio:calendar-change", number=asked.pk)


@require_safe
def change(request: ActingRequest, number: int) -> HttpResponse:
    door.require_studio(request)
    found = get_object_or_404(CalendarChange.objects.select_related("before", "after"), pk=number)
    after = numbers.row(request.GET.get("after", ""))
    rows = [*queries.moved(found, after=after)]
    context = {
        "change": found,
        "days": comparing.days(found.before.content, found.content),
        "hours": comparing.hours(found.before.content, found.content),
        "procedures": queries.by_procedure(found),
        "rows": rows[: queries.PAGE],
        "after": after,
        "next_after": rows[queries.PAGE - 1].number if len(rows) > queries.PAGE else 0,
        "red": _newly_red(found) if found.stage == Stage.READY and not after else (),
        "may_change": door.is_catalogue_officer(request),
    }
    return door.page(request, "studio/calendar_change.html", context)


def _newly_red(found: CalendarChange) -> list[Outcome]:
    """Tests of procedures that hold with the calendar in force and would not with this one."""
    before, after = (RememberingCalendar(calendar_from(content)) for content in (found.before.content, found.content))
    known = {(outcome.code, outcome.number) for outcome in run_all(calendar=before)}
    return [outcome for outcome in run_all(calendar=after) if (outcome.code, outcome.number) not in known]


@require_POST
def application(request: ActingRequest, number: int) -> HttpResponse:
    door.require_catalogue_officer(request)
    found = get_object_or_404(CalendarChange, pk=number)
    try:
        calendar_changes.apply(found, at=legal_time.now())
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return redirect("studio:calendar-change", number=number)
    guarding.tell(request, Event.DEADLINE_CHANGED, what=f"calendar change {found.pk}")
    queue.enqueue("worker.calendar_change", lock="calendar_change", change_id=found.pk)
    messages.success(request, _("Lịch mới đã có hiệu lực. Hệ thống đang ghi vào từng hồ sơ."))
    return redirect("studio:calendar-change", number=number)
