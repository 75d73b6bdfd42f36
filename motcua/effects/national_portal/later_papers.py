"""Papers that could not be had when a dossier came: fetched once more when an officer asks, and added as they come.

What was filed stays as it was filed. A paper that comes later is one more paper of the dossier, and belongs to the next
filing.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import arriving
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import OPEN, Role, State
from motcua.effects.national_portal import arrival_wire as wire
from motcua.effects.national_portal import arrived_papers
from motcua.effects.national_portal.arrival_models import Arrival, ArrivedMessage, ArrivedPaper, Became, FiledThere
from motcua.effects.national_portal.arrival_wire import FiledDossier
from motcua.effects.national_portal.later_models import PapersAskedAgain
from motcua.foundation.files.models import StoredFile
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.refusals import Refusal

#: Fetches them; `config/arrivals.py` registers it.
FETCH_AGAIN = "national_portal.fetch_again"
#: What can be otherwise the next time: the other side is back, has put the paper back, or its host is named by now.
WORTH_ANOTHER_TRY = frozenset({"Unavailable", "PaperNotThere", "HostNotAllowed"})
#: Those whose work its papers are.
MAY_ASK = frozenset({Role.RECEPTIONIST, Role.PROCESSOR})


class NoPaperToFetch(Refusal):
    """Every paper is here, or none of those that lack can be had by asking again."""


class PapersOfAClosedDossier(Refusal):
    """Nothing is added to a dossier that has ended."""


@dataclass(frozen=True, slots=True)
class Lacking:
    name: str
    #: The name of the refusal.
    why: str


def lacking(there: FiledThere) -> list[Lacking]:
    """Of its last message: what that did not bring."""
    message = _last_message(there)
    if message is None:
        return []
    told = _told(message)
    return [Lacking(told.papers[paper.position].name, paper.lacking) for paper in _missing(message)]


def can_be_asked(there: FiledThere, *, actor: Actor) -> bool:
    is_worth_it = any(paper.why in WORTH_ANOTHER_TRY for paper in lacking(there))
    return is_worth_it and actor.role in MAY_ASK and State(there.dossier.state) in OPEN


@transaction.atomic
def ask_again(there: FiledThere, *, actor: Actor, at: datetime) -> PapersAskedAgain:
    """Pressing twice asks once. Raises NoPaperToFetch, PapersOfAClosedDossier."""
    held = FiledThere.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=there.pk)
    if State(held.dossier.state) not in OPEN:
        raise PapersOfAClosedDossier
    if not can_be_asked(held, actor=actor):
        raise NoPaperToFetch
    asked, _is_new = PapersAskedAgain.objects.get_or_create(
        there=held, ended_at=None, defaults={"asked_at": at, "asked_by_id": actor.post_id}
    )
    enqueue(FETCH_AGAIN, lock=f"{FETCH_AGAIN}:{held.dossier_id}", asked_id=asked.pk)
    return asked


def fetch_again(asked_id: int, *, at: datetime) -> None:
    """Once, however often it runs: what came is here, and is fetched no more."""
    asked = PapersAskedAgain.objects.select_related("there__dossier").get(pk=asked_id)
    message = _last_message(asked.there)
    if asked.ended_at is not None or message is None:
        return
    told = _told(message)
    for paper in _missing(message):
        if paper.lacking in WORTH_ANOTHER_TRY:
            _try(paper, told, asked.there.dossier, at=at)
    came = ArrivedPaper.objects.filter(message=message, came_later_at__gte=asked.asked_at).count()
    PapersAskedAgain.objects.filter(pk=asked.pk, ended_at=None).update(ended_at=at, brought=came)


def last_asked(there: FiledThere) -> PapersAskedAgain | None:
    found = there.papers_asked_again.select_related("asked_by__account__person")
    return found.order_by("-asked_at").first()


def came_later(there: FiledThere) -> list[StoredFile]:
    later = ArrivedPaper.objects.filter(message__number=there.number, came_later_at__isnull=False)
    return [paper.file for paper in later.select_related("file").order_by("came_later_at", "pk") if paper.file]


def items_that_came(there: FiledThere) -> frozenset[str]:
    """The required papers for which they stand."""
    came = [file.pk for file in came_later(there)]
    return frozenset(there.dossier.papers.filter(file__in=came).values_list("item", flat=True)) if came else frozenset()


def _try(paper: ArrivedPaper, told: FiledDossier, dossier: Dossier, *, at: datetime) -> None:
    given = told.papers[paper.position]
    file, why = arrived_papers.brought(given, at=at)
    with transaction.atomic():
        held = ArrivedPaper.objects.select_for_update().get(pk=paper.pk)
        if not held.lacking:
            return
        held.file, held.lacking, held.came_later_at = file, why, at if file else None
        held.save(update_fields=["file", "lacking", "came_later_at"])
        if file is not None:
            item = arrived_papers.item_of(given, definition_of(dossier.procedure_version_id))
            arriving.add_later(dossier, arriving.ArrivingPaper(item, file), at=at)


def _missing(message: ArrivedMessage) -> list[ArrivedPaper]:
    return list(message.papers.exclude(lacking="").order_by("position"))


def _last_message(there: FiledThere) -> ArrivedMessage | None:
    taken = Arrival.objects.filter(message__number=there.number, became=Became.TAKEN_IN)
    last = taken.select_related("message").order_by("-message_id").first()
    return last.message if last else None


def _told(message: ArrivedMessage) -> FiledDossier:
    since = message.arrival.acknowledged_at
    assert since is not None, "what was taken in was acknowledged"
    return wire.filed(message.content, at=since)
