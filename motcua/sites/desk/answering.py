"""How the desk answers: a whole page with its queues, or the dossier again after an act."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.blueprints.forms.problems import Problem
from motcua.dossiers.commands.deadlines import NewDateNotLater
from motcua.dossiers.commands.handing_over import NotHerself, PaperOfReceiverMissing, ReceiverUnknown, WrongSecret
from motcua.dossiers.commands.requests import ItemWithoutReason, NothingAskedFor, ReasonMissing, WordsMissing
from motcua.dossiers.models import Dossier
from motcua.effects.result_documents.drafting import ScanMissing
from motcua.foundation import legal_time
from motcua.foundation.files import storage
from motcua.foundation.files.accept import FileEmpty, FileKindNotAccepted
from motcua.foundation.refusals import Refusal
from motcua.sites.desk.beside import beside
from motcua.sites.desk.queues import queues, views
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest

#: Refusals of what was typed, and the input in which to mend it. All others are about the dossier itself.
MENDED_IN: dict[type[Refusal], str] = {
    ReasonMissing: "reason",
    NothingAskedFor: "asked",
    ItemWithoutReason: "asked",
    WordsMissing: "asked",
    NewDateNotLater: "new_date_day",
    PaperOfReceiverMissing: "file",
    ReceiverUnknown: "proof",
    NotHerself: "proof",
    WrongSecret: "proof",
    FileEmpty: "file",
    FileKindNotAccepted: "file",
    storage.FileTooLarge: "file",
    ScanMissing: "file",
}


def page(request: ActingRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    at = context.get("at") or legal_time.now()
    lists = {"queues": queues(request.actor, at=at), "views": views(request.actor)}
    whole = {"at": at, **context, **lists, **beside(request.actor, at=at)}
    return render(request, template, whole, status=status)


def act(
    request: ActingRequest, dossier: Dossier, template: str, context: Mapping[str, Any], act: Callable[[], str]
) -> HttpResponse:
    """Make the one call. `act` gives the sentence of success; a polite no comes back with what was typed."""
    try:
        sentence = act()
    except Refusal as refusal:
        return _again(request, template, context, refusal)
    return done(request, dossier, sentence)


def done(
    request: ActingRequest, dossier: Dossier, sentence: str, *, undo: str = "", stays: bool = False
) -> HttpResponse:
    """Say so, and go on: to the next row of the list from which it was done, or to the dossier.

    `undo` is the address at which it can be taken back, where that is lawful; the row `stays` where more is to be done
    with it. In a list with its scripts the sentence comes alone, and the list goes on by itself.
    """
    if "HX-Request" in request.headers:
        said = {"sentence": sentence, "undo": undo, "stays": stays, "code": dossier.code}
        return render(request, "desk/_said.html", said)
    messages.success(request, sentence)
    onward = request.GET.get("next", "")
    return redirect(onward) if _is_at_the_desk(onward) else redirect("desk:dossier", code=dossier.code)


def at_once(request: ActingRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """An act without a page of its own: in a list with its scripts a polite no is said beside the row."""
    try:
        return act()
    except Refusal as refusal:
        if "HX-Request" not in request.headers:
            raise
        return render(request, "desk/_said.html", {"refused": refusals.sentence(refusal)}, status=409)


def mend(
    request: ActingRequest, template: str, context: Mapping[str, Any], problems: Mapping[str, str]
) -> HttpResponse:
    return page(request, template, {**context, "problems": problems}, status=422)


def sentences(found: list[Problem]) -> dict[str, str]:
    return {problem.field: str(problem) for problem in found}


def _again(request: ActingRequest, template: str, context: Mapping[str, Any], refusal: Refusal) -> HttpResponse:
    sentence = refusals.sentence(refusal)
    if "HX-Request" in request.headers:
        return render(request, "desk/_said.html", {"refused": sentence}, status=409)
    place = next((MENDED_IN[kind] for kind in type(refusal).mro() if kind in MENDED_IN), None)
    if place is not None:
        return mend(request, template, context, {place: sentence})
    return page(request, template, {**context, "refused": sentence}, status=409)


def _is_at_the_desk(address: str) -> bool:
    """A page of our lists, and no other host that somebody wrote into the address."""
    return address.startswith("/desk/lists/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
