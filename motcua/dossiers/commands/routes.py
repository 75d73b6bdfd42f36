"""Where a dossier is begun and filed today: here, at the national portal, or with a ministry.

Two things decide: what was decided about the procedure, with its day, and how much of the citizens' part this
installation keeps open. What has been filed here goes on here, whatever changes later.
"""

from datetime import datetime
from enum import StrEnum

from django.conf import settings

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.handling import Handled
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal


class FiledElsewhere(Refusal):
    """On this day the procedure is not filed here: the national portal takes it, or a ministry."""


class CitizenPartClosed(Refusal):
    """Citizens file at the national portal or are helped at a counter; here they follow what they have filed."""


class CitizenPart(StrEnum):
    """How much of the citizens' part is open: everything; only to finish what is begun; only to read and follow."""

    FULL = "full"
    ASSISTED = "assisted"
    OFF = "off"


#: Where what may not be filed online is shown the way.
_ELSEWHERE = {Channel.ONLINE: frozenset({Handled.PORTAL, Handled.MINISTRY})}
_NOT_ON_PAPER = frozenset({Handled.MINISTRY})


def citizen_part() -> CitizenPart:
    return CitizenPart(settings.CITIZEN_PART)


def is_filed_here(definition: Definition, *, channel: str, at: datetime) -> bool:
    elsewhere = _ELSEWHERE.get(Channel(channel), _NOT_ON_PAPER)
    return definition.handled_on(legal_day(at)) not in elsewhere


def require_begun_here(definition: Definition, *, channel: str, actor: Actor, at: datetime) -> None:
    """Raises FiledElsewhere, CitizenPartClosed."""
    if not is_filed_here(definition, channel=channel, at=at):
        raise FiledElsewhere(procedure=definition.short_name)
    if _is_alone(actor) and citizen_part() is not CitizenPart.FULL:
        raise CitizenPartClosed


def require_filed_here(dossier: Dossier, *, actor: Actor, at: datetime) -> None:
    """By the decisions that stand today, under whichever version the draft was begun.

    What is received at a counter was begun there. Raises FiledElsewhere, CitizenPartClosed.
    """
    if dossier.channel != Channel.ONLINE:
        return
    if _is_alone(actor) and citizen_part() is CitizenPart.OFF:
        raise CitizenPartClosed
    today = Dossier.objects.values_list("procedure_version__procedure__current_version", flat=True).get(pk=dossier.pk)
    definition = definition_of(today)
    if not is_filed_here(definition, channel=dossier.channel, at=at):
        raise FiledElsewhere(procedure=definition.short_name)


def _is_alone(actor: Actor) -> bool:
    """With an account of her own: neither an officer who helps, nor another system that speaks for her."""
    return actor.role is Role.APPLICANT and actor.account_id is not None
