"""The row that is chosen in a list, in brief: which papers came and which are missing, which limit applies, what can
be done now. It says nothing about the person that the row does not say: it is no look into the dossier.
"""

from dataclasses import replace
from datetime import datetime

from django.utils.http import urlencode

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.catalogue.time_limits import applicable, limits_to_pick
from motcua.dossiers.access import visible_to
from motcua.dossiers.commands import duties
from motcua.dossiers.models import Dossier, DutyKind
from motcua.dossiers.queries.filters import Filters
from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation.calendar import versions
from motcua.sites.desk import acts, checked_papers
from motcua.sites.desk.queues import address
from motcua.sites.ui.acting import ActingRequest


def of(request: ActingRequest, code: str, *, queue: str, only: Filters, then: str, at: datetime) -> dict[str, object]:
    """Empty where there is no such dossier for this officer. `then` is the row to go on with after an act."""
    found = visible_to(request.actor).select_related("procedure_version__procedure", "deciding_agency", "answers")
    dossier = found.filter(code=code).first() if code else None
    if dossier is None:
        return {}
    definition = definition_of(dossier.procedure_version_id)
    filing = dossier.filings.latest("number")
    limits = applicable(definition, answers=filing.answers, channel=dossier.channel, manual=())
    onward = address(queue, "&".join(filter(None, (only.query, urlencode({"chosen": then}) if then else ""))))
    is_waiting = dossier.state == State.SUBMITTED
    calendar = versions.calendar_of(versions.current_id())
    return {
        "chosen": dossier,
        **_fee(dossier, definition, at=at),
        "then": then,
        "limits": limits,
        "would_be_due": legal_clock.count(calendar, at, [limit.period for limit in limits])[0] if is_waiting else None,
        "chosen_papers": checked_papers.papers(dossier, definition, filing),
        "other_limits": is_waiting and any(limit.manual for limit in limits_to_pick(definition)),
        "buttons": [_going_on(button, onward) for button in acts.buttons(dossier, actor=request.actor)],
    }


def _fee(dossier: Dossier, definition: Definition, *, at: datetime) -> dict[str, object]:
    """Whether the row waits for its fee, and since when it can be answered; as the list says it."""
    if not definition.fees or dossier.state != State.SUBMITTED or not duties.come_first(dossier, at=at):
        return {"awaits_fee": False, "answerable_at": None}
    asked = dossier.duties.filter(kind=DutyKind.INTAKE, cancelled_at=None, proof="")
    settled = list(asked.values_list("settled_at", flat=True))
    return {"awaits_fee": None in settled, "answerable_at": max(filter(None, settled), default=None)}


def _going_on(button: acts.Button, onward: str) -> acts.Button:
    """After the act the list goes on with the next row. To take in needs no page: the quick view says what it would."""
    joined = "&" if "?" in button.href else "?"
    at_once = button.is_post or button.action is Action.ACCEPT
    return replace(button, href=f"{button.href}{joined}{urlencode({'next': onward})}", is_post=at_once)
