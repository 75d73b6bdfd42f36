"""What the pages of the cashier's room share: who comes in, and how they answer."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.national_portal import paid_there
from motcua.effects.payments import access
from motcua.effects.payments.corrections import MAY_CORRECT
from motcua.effects.payments.models import CorrectionState, MoneyEntry
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering
from motcua.sites.desk.cashier import words
from motcua.sites.ui import numbers, refusals
from motcua.sites.ui.acting import ActingRequest

_BETWEEN_FIGURES = re.compile(r"[\s.,đĐ]")


def require_cashier(request: ActingRequest) -> int:
    """The unit whose drawer she keeps; for everybody else the room is not there."""
    if request.actor.role is not Role.CASHIER or request.actor.agency_id is None:
        raise Http404
    return request.actor.agency_id


def require_second(request: ActingRequest) -> None:
    """Cashiers and heads look into money together."""
    if request.actor.role not in MAY_CORRECT:
        raise Http404


def amount(text: str) -> int | None:
    """150.000 as people type it."""
    return numbers.whole(_BETWEEN_FIGURES.sub("", text))


def page(request: ActingRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    beside = {
        "name": "cashier",
        "paid_there_count": paid_there.waiting().filter(duty__dossier__receiving_unit=request.actor.agency_id).count(),
        "unmatched_count": access.unmatched_for(request.actor).count(),
        "waiting_count": access.corrections_for(request.actor)
        .filter(state__in=(CorrectionState.ASKED, CorrectionState.AGREED))
        .count()
        + access.statements_that_wait(access.statements_for(request.actor)).count(),
    }
    return answering.page(request, template, {**words.ALL, **beside, **context}, status=status)


def at_once(request: ActingRequest, act: Callable[[], str], *, back: str) -> HttpResponse:
    """An act of one button: what came of it is said on the page to which it goes back."""
    try:
        messages.success(request, act())
    except Refusal as refusal:
        messages.error(request, refusals.sentence(refusal))
    return redirect(back)


def again(
    request: ActingRequest, template: str, context: Mapping[str, Any], refusal: Refusal, *, at: str = ""
) -> HttpResponse:
    """The page again with what was typed; the sentence stands at the input `at`, or above all."""
    sentence = refusals.sentence(refusal)
    said: dict[str, Any] = {"problems": {at: sentence}} if at else {"refused": sentence}
    return page(request, template, {**context, **said}, status=422 if at else 409)


def entries_with_dossiers() -> tuple[str, ...]:
    return ("order__duty__dossier", "unit", "account__person")


def dossier_of(entry: MoneyEntry) -> Dossier | None:
    return entry.order.duty.dossier if entry.order is not None else None
