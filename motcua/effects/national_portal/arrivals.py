"""From a message that we acknowledged to a dossier at the desk, or to the list of those for a person."""

import json
from datetime import datetime

from django.db import transaction

from motcua.dossiers.commands import arriving
from motcua.dossiers.commands.arriving import Arriving, NothingWasAskedFor
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.codes import normalised
from motcua.effects.national_portal import arrival_wire as wire
from motcua.effects.national_portal import arrived_papers, central, destinations, paid_there, people
from motcua.effects.national_portal.arrival_models import (
    Arrival,
    ArrivedMessage,
    ArrivedPaper,
    Became,
    Fault,
    FiledThere,
    Service,
)
from motcua.effects.national_portal.arrival_wire import BadMessage, FiledDossier
from motcua.effects.national_portal.destinations import Destination
from motcua.effects.national_portal.people import People
from motcua.foundation.accounts.people import NumberOfAnotherPerson
from motcua.foundation.accounts.sealed import seal

#: Stands in the event of the filing.
SOURCE = "national_portal"


def take_in(message_id: int, *, at: datetime) -> None:
    """Once, however often it runs. Raises fetching.Unavailable while a paper is worth waiting for.

    The dossier is filed at the moment at which we acknowledged it, whenever we came to it.
    """
    message = ArrivedMessage.objects.select_related("arrival").get(pk=message_id)
    if message.arrival.became != Became.WAITING:
        return
    try:
        if message.service == Service.CENTRAL:
            _take_central(message, at=at)
        else:
            _take_filed(message, at=at)
    except BadMessage as bad:
        _set_aside(message, bad.fault, bad.where, at=at)
    except NumberOfAnotherPerson:
        _set_aside(message, Fault.PERSON, "SoGiayToChuHoSo", at=at)
    except NothingWasAskedFor:
        _set_aside(message, Fault.CHANGED, "MaHoSo", at=at)


def our_code(number: str) -> str:
    """Our code of a dossier by the number that it has there; empty where we know none."""
    found = FiledThere.objects.filter(number=normalised(number)).values_list("dossier__code", flat=True).first()
    return str(found or "")


def filed_there(dossier: Dossier) -> FiledThere | None:
    found = FiledThere.objects.filter(dossier=dossier).first()
    if found is not None:
        found.dossier = dossier
    return found


def _take_central(message: ArrivedMessage, *, at: datetime) -> None:
    told = wire.central(message.content, at=at)
    with transaction.atomic():
        _hold(message)
        central.keep(told, message=message)
        _finish(message, at=at)


def _take_filed(message: ArrivedMessage, *, at: datetime) -> None:
    since = message.arrival.acknowledged_at
    assert since is not None, "only what was acknowledged is taken in"
    told = wire.filed(message.content, at=since)
    place = destinations.find(told, at=since)
    papers = arrived_papers.bring_in(message, told, since=since, at=at)
    with transaction.atomic():
        _hold(message)
        known = FiledThere.objects.select_for_update().select_related("dossier").filter(number=told.number).first()
        what = _arriving(message, told, place, papers)
        if known is None:
            dossier = arriving.arrive(what, at=since).dossier
            known = _note(message, told, dossier)
        else:
            arriving.arrive_again(known.dossier, what, at=max(since, _last_act(known.dossier)))
        _keep_beside(known, told, place)
        paid_there.note(known, told, at=at)
        _finish(message, at=at)


def _hold(message: ArrivedMessage) -> None:
    """Whoever runs the same job at the same moment waits here, and finds the number taken."""
    Arrival.objects.select_for_update().get(pk=message.pk, became=Became.WAITING)


def _arriving(message: ArrivedMessage, told: FiledDossier, place: Destination, papers: list[ArrivedPaper]) -> Arriving:
    who: People = people.find(told)
    return Arriving(
        key=f"{SOURCE} {message.content_hash}",
        version=place.version,
        agency=place.agency,
        applicant=who.applicant,
        account_id=who.account_id,
        holder=who.holder,
        told_holder=who.told_holder,
        organisation=who.organisation,
        answers=place.answers.kept,
        papers=arrived_papers.arriving(papers, told, place.definition),
        source=SOURCE,
        is_vouched=told.is_verified,
        paid_as=(told.payment.number or told.number) if told.payment else "",
    )


def _note(message: ArrivedMessage, told: FiledDossier, dossier: Dossier) -> FiledThere:
    return FiledThere.objects.create(
        number=told.number, dossier=dossier, message=message, filed_at=told.filed_at, subject=told.subject
    )


def _keep_beside(known: FiledThere, told: FiledDossier, place: Destination) -> None:
    """What our form has no place for, to be read at the desk."""
    beside = {
        "answers": {**known.beside.get("answers", {}), **place.answers.beside},
        "paid": told.payment is not None,
    }
    known.beside_sealed = seal(json.dumps(beside, ensure_ascii=False))
    known.save(update_fields=["beside_sealed"])


def _last_act(dossier: Dossier) -> datetime:
    """An answer that was under way while we asked comes, for our book, after the question."""
    happened: datetime = dossier.events.order_by("-number").values_list("happened_at", flat=True)[0]
    return happened


def _finish(message: ArrivedMessage, *, at: datetime) -> None:
    Arrival.objects.filter(pk=message.pk).update(became=Became.TAKEN_IN, fault=Fault.NONE, where="", changed_at=at)


def _set_aside(message: ArrivedMessage, fault: Fault, where: str, *, at: datetime) -> None:
    waiting = Arrival.objects.filter(pk=message.pk, became=Became.WAITING)
    waiting.update(became=Became.SET_ASIDE, fault=fault, where=where, changed_at=at)
