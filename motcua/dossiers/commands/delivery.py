"""The applicant chooses, and chooses anew, how the result comes to her, until it is in her hands."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import work
from motcua.dossiers.models import DeliveryChoice, Dossier, Way
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.competence import existing_on
from motcua.foundation.organisations.kinds import ONE_STOP
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal

#: Nothing will be handed over any more, or it has been.
SETTLED = frozenset({State.REFUSED, State.RESULT_DELIVERED, State.WITHDRAWN, State.STOPPED})


class DeliverySettled(Refusal):
    """The result is in the person's hands, or there will be none."""


class WayNotOffered(Refusal):
    """The result of this procedure does not come this way, or not from this place."""


class AddressMissing(Refusal):
    """What goes by post needs to know where to."""


def ways_offered(definition: Definition) -> tuple[Way, ...]:
    """An electronic result needs no way; paper is fetched or sent."""
    electronic = any(result.electronic for result in definition.results)
    paper = any(result.paper for result in definition.results)
    return (*((Way.ONLINE,) if electronic else ()), *((Way.DESK, Way.POST) if paper else ()))


def units_offered(*, on: date) -> QuerySet[Agency]:
    """Every place that hands out results: it need not be the one that received the dossier (NĐ 118/2025)."""
    return existing_on(on).filter(kind__in=ONE_STOP).order_by("code")


@transaction.atomic
def choose(
    dossier: Dossier,
    *,
    actor: Actor,
    at: datetime,
    way: Way,
    unit: Agency | None = None,
    address: Mapping[str, str] | None = None,
) -> DeliveryChoice:
    """Raises DeliverySettled, WayNotOffered, AddressMissing. Choosing the same again adds nothing."""
    locked = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if locked.state == State.DRAFT or locked.state in SETTLED:
        raise DeliverySettled
    _require_offered(locked, way=way, unit=unit, on=legal_day(at))
    sent_to = dict(address or {}) if way is Way.POST else {}
    if way is Way.POST and not (sent_to.get("commune") and sent_to.get("detail")):
        raise AddressMissing
    last = locked.delivery_choices.order_by("-number").first()
    if last is not None and (last.way, last.unit_id, last.address) == (way, unit and unit.pk, sent_to):
        return last
    assert actor.account_id is not None, "who chooses has signed in"
    made = DeliveryChoice.objects.create(
        dossier=locked,
        number=last.number + 1 if last else 1,
        way=way,
        unit=unit,
        address=sent_to,
        chosen_at=at,
        chosen_by_id=actor.account_id,
    )
    work.move_delivery(locked, at=at)
    return made


def _require_offered(dossier: Dossier, *, way: Way, unit: Agency | None, on: date) -> None:
    if way not in ways_offered(definition_of(dossier.procedure_version_id)):
        raise WayNotOffered
    if (way is Way.DESK) != (unit is not None):
        raise WayNotOffered
    if unit is not None and not units_offered(on=on).filter(pk=unit.pk).exists():
        raise WayNotOffered
