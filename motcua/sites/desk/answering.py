"""How the desk answers: a whole page with its queues, or the dossier again after an act."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from motcua.blueprints.forms.problems import Problem
from motcua.dossiers.commands.deadlines import NewDateNotLater
from motcua.dossiers.commands.intake import NothingAskedFor, ReasonMissing
from motcua.dossiers.models import Dossier
from motcua.foundation import legal_time
from motcua.foundation.files import storage
from motcua.foundation.files.accept import FileEmpty, FileKindNotAccepted
from motcua.foundation.refusals import Refusal
from motcua.sites.desk.queues import queues
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest

#: Refusals of what was typed, and the input in which to mend it. All others are about the dossier itself.
MENDED_IN: dict[type[Refusal], str] = {
    ReasonMissing: "reason",
    NothingAskedFor: "asked",
    NewDateNotLater: "new_date_day",
    FileEmpty: "file",
    FileKindNotAccepted: "file",
    storage.FileTooLarge: "file",
}


def page(request: ActingRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    whole = {"at": legal_time.now(), **context, "queues": queues(request.actor)}
    return render(request, template, whole, status=status)


def act(
    request: ActingRequest, dossier: Dossier, template: str, context: Mapping[str, Any], act: Callable[[], str]
) -> HttpResponse:
    """Make the one call. `act` gives the sentence of success; a polite no comes back with what was typed."""
    try:
        sentence = act()
    except Refusal as refusal:
        return _again(request, template, context, refusal)
    messages.success(request, sentence)
    return redirect("desk:dossier", code=dossier.code)


def mend(
    request: ActingRequest, template: str, context: Mapping[str, Any], problems: Mapping[str, str]
) -> HttpResponse:
    return page(request, template, {**context, "problems": problems}, status=422)


def sentences(found: list[Problem]) -> dict[str, str]:
    return {problem.field: str(problem) for problem in found}


def _again(request: ActingRequest, template: str, context: Mapping[str, Any], refusal: Refusal) -> HttpResponse:
    sentence = refusals.sentence(refusal)
    place = next((MENDED_IN[kind] for kind in type(refusal).mro() if kind in MENDED_IN), None)
    if place is not None:
        return mend(request, template, context, {place: sentence})
    return page(request, template, {**context, "refused": sentence}, status=409)
