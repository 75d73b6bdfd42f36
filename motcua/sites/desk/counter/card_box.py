"""The box into which a scanner types a card: what the card says goes into the officer's questions, and she looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from motcua.blueprints.expressions.logic import is_filled
from motcua.blueprints.forms.people import Aspect
from motcua.foundation import legal_time
from motcua.foundation.accounts.identity_card.reading import read_card
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.card_facts import facts_of, sentences

#: The name of the box.
BOX = "card_text"
_ASKED = (Aspect.PERSONAL_ID, Aspect.FULL_NAME, Aspect.BIRTH_DATE)


@dataclass(frozen=True, slots=True)
class Read:
    """What the card says, or why it could not be read."""

    facts: dict[str, Any]
    problem: str = ""


def with_card_read(
    request: ActingRequest, template: str, context: Mapping[str, Any], typed: Mapping[str, Any]
) -> HttpResponse:
    """The same page with the card's facts; what the card does not say stays as typed."""
    read = read_facts(request)
    if read.problem:
        return answering.mend(request, template, context, {BOX: read.problem})
    return answering.page(request, template, {**context, "typed": {**typed, **read.facts}})


def read_facts(request: ActingRequest) -> Read:
    try:
        card = read_card(request.POST.get(BOX, ""), on=legal_day(legal_time.now()))
    except Refusal as refusal:
        return Read({}, refusals.sentence(refusal))
    for sentence in sentences(card, who=""):
        messages.warning(request, sentence)
    facts = facts_of(card)
    return Read({aspect.value: facts[aspect] for aspect in _ASKED if is_filled(facts[aspect])})
