"""Trường hợp của ông/bà: the case questions before anybody signs in; the answers cut papers, time and fee to the case.

What is answered goes by POST and, on pressing "Bắt đầu nộp", into the session and from there into the draft: facts
about a person stand in no address.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.blueprints.catalogue import case as cases
from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import AnsweredBy, Field
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Dossier
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.portal import case_facts, filing_places
from motcua.sites.portal.starting import procedure_of
from motcua.sites.ui import paperless_words
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.deciding_agencies import deciding

#: {"code": of the procedure, "answers": {question: answer}, "at": moment}: until a draft has them.
SESSION_KEY = "case"
#: On a telephone that a family shares, the next one should not find them: long enough to sign in, no longer.
KEPT = timedelta(minutes=30)
#: The button that begins. Who has signed in sends it to her drafts at once.
START = "start"
CHANNELS = ("online", "counter", "post")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: ActingRequest, code: str) -> HttpResponse:
    found = procedure_of(code)
    if code != found.procedure.code:
        return redirect("portal:case", code=found.procedure.code, permanent=True)
    definition = queries.definition_of(found.version.pk)
    if START in request.POST:
        remember(request, definition, at=legal_time.now())
        return redirect("portal:drafts-of", code=definition.code)
    given = _given(request, definition)
    at = legal_time.now()
    context = _context(request, definition, given, at=at)
    paperless = paperless_words.ahead(found.procedure.pk, at=at)
    return render(request, "portal/case.html", {**context, "paperless": paperless})


def remember(request: ActingRequest, definition: Definition, *, at: datetime) -> None:
    """Keep what the page of the case sent, until a draft has it."""
    given = _given(request, definition)
    request.session[SESSION_KEY] = {"code": definition.code, "answers": given, "at": at.isoformat()}


def carry_into(request: ActingRequest, dossier: Dossier, *, at: datetime) -> None:
    """Put what was answered before signing in into the draft; what the draft has answered already stays."""
    kept = request.session.get(SESSION_KEY) or {}
    definition = queries.definition_of(dossier.procedure_version_id)
    if kept.get("code") != definition.code:
        return
    del request.session[SESSION_KEY]
    if at - datetime.fromisoformat(kept["at"]) > KEPT:
        return
    answered = {} if dossier.answers.revision == 0 else dossier.answers.data
    asked = {question.key for question in questions_of(definition)}
    new = {key: value for key, value in kept["answers"].items() if key in asked and key not in answered}
    if new:
        dossier.answers = drafting.save_answers(dossier, changed=new, revision=None, at=at)


def questions_of(definition: Definition) -> list[Field]:
    form = definition.form
    return [form.fields[question.key] for question in form.asked_of(AnsweredBy.APPLICANT)]


def _given(request: ActingRequest, definition: Definition) -> dict[str, Any]:
    """What the page sent; a first look begins with nothing, whoever looked before on this device."""
    if request.method != "POST":
        return {}
    read = forms.read(questions_of(definition), dict(request.POST.lists()))
    return {key: value for key, value in read.items() if value is not None}


def _context(
    request: ActingRequest, definition: Definition, given: Mapping[str, Any], *, at: datetime
) -> dict[str, Any]:
    on = legal_day(at)
    channels = [channel for channel in CHANNELS if definition.channels.are_open(channel)]
    chosen = request.POST.get("channel", "")
    channel = chosen if chosen in channels else channels[0] if channels else "counter"
    found = cases.case(definition, given, channel=channel, on=on, locality=settings.PROVINCE_NAME)
    elsewhere = filing_places.elsewhere(definition, at=at)
    is_open = definition.channels.are_open("online") and elsewhere is None
    return {
        "d": definition,
        "elsewhere": elsewhere,
        "questions": questions_of(definition),
        "asked": {each.key for each in cases.questions_asked(definition, given, on=on, channel=channel)},
        "given": given,
        "channels": channels,
        "channel": channel,
        "found": case_facts.in_words(definition, found, on=on),
        "data": case_facts.data(definition, on=on),
        "is_open_online": is_open and bool(deciding(definition, on=on)),
        "is_answered": request.method == "POST",
    }
