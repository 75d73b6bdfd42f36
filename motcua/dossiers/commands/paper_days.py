"""Whether paper is received today: asked when a dossier is filed at a counter or by post, and never afterwards."""

from datetime import datetime

from django.db import transaction

from motcua.blueprints.catalogue import paperless
from motcua.blueprints.catalogue.models import PaperlessDays
from motcua.dossiers.commands import leasing
from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal


class NoPaperToday(Refusal):
    """On this day the procedure is received online only; whoever cannot is helped with it at the same counter."""


class PaperIsReceived(Refusal):
    """Paper is received on this day: the dossier stays what it is."""


def require_paper_day(dossier: Dossier, *, at: datetime) -> None:
    """Raises NoPaperToday, with the decision."""
    closed = closed_today(dossier, at=at)
    if closed is not None:
        raise NoPaperToday(basis=closed.basis)


def closed_today(dossier: Dossier, *, at: datetime) -> PaperlessDays | None:
    """What keeps this dossier from being received on paper today.

    Nothing where it comes online, and nothing where a receipt was given without network: that one is honoured.
    """
    if dossier.channel not in paperless.ON_PAPER or leasing.reception_of(dossier) is not None:
        return None
    today = legal_day(at)
    days = paperless.standing(dossier.procedure_version.procedure_id, on=today)
    return paperless.closing(days, on=today, unit_id=dossier.receiving_unit_id)


@transaction.atomic
def go_online(dossier: Dossier, *, at: datetime) -> Dossier:
    """A form that was begun as paper is filed online instead, with the same help. Raises PaperIsReceived."""
    locked = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if locked.state != State.DRAFT or closed_today(locked, at=at) is None:
        raise PaperIsReceived
    locked.channel = Channel.ONLINE
    locked.save(update_fields=["channel"])
    return locked
