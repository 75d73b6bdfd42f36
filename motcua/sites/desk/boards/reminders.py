"""Việc được nhắc: what this officer was asked, and what she has asked of others; the answers stand beneath."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.forms.definition import Field
from motcua.effects.steering import letters, reminding
from motcua.effects.steering.models import Reminder
from motcua.effects.steering.reminding import AnswerWithoutWords
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.desk import answering, finding
from motcua.sites.desk.boards import dossiers
from motcua.sites.ui import numbers, refusals
from motcua.sites.ui.acting import ActingRequest

PAGE = 50


@require_safe
def reminders(request: ActingRequest) -> HttpResponse:
    """What still wants an answer first; a head sees what she asked of others too."""
    finding.require_desk(request)
    at = legal_time.now()
    asked, given = reminding.asked_of(request.actor), reminding.given_by(request.actor)
    open_ones = list(reminding.with_all(reminding.unanswered(asked))[:PAGE])
    context = {
        "at": at,
        "today": legal_day(at),
        "name": "reminders",
        "asked_open": open_ones,
        "asked_answered": [one for one in reminding.with_all(asked)[:PAGE] if one not in open_ones],
        "given": list(reminding.with_all(given)[:PAGE]),
        "is_head": reminding.may_remind(request.actor),
    }
    return answering.page(request, "desk/reminders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reminder(request: ActingRequest, reminder_id: int) -> HttpResponse:
    """One of them with its dossiers; whoever is asked answers here."""
    finding.require_desk(request)
    found = get_object_or_404(reminding.with_all(reminding.seen_by(request.actor)), pk=numbers.row(str(reminder_id)))
    context = _context(request, found)
    if request.method != "POST":
        return answering.page(request, "desk/reminder.html", context)
    try:
        reminding.answer(found, actor=request.actor, at=context["at"], words=context["typed"])
    except AnswerWithoutWords as refusal:
        return answering.mend(request, "desk/reminder.html", context, {"words": refusals.sentence(refusal)})
    messages.success(request, _("Đã gửi câu trả lời."))
    return redirect("desk:reminder", reminder_id=found.pk)


def _context(request: ActingRequest, found: Reminder) -> dict[str, Any]:
    at = legal_time.now()
    codes = [str(code) for code in found.reminded.order_by("pk").values_list("dossier__code", flat=True)]
    return {
        "at": at,
        "today": legal_day(at),
        "name": "reminders",
        "reminder": found,
        "lines": dossiers.lines(request, codes),
        "letters": letters.MANY,
        "may_answer": reminding.asked_of(request.actor).filter(pk=found.pk).exists(),
        "typed": request.POST.get("words", "")[: reminding.LONGEST],
        "field": Field("words", _("Trả lời"), "textarea", required=True, max_length=reminding.LONGEST),
    }
