"""Versions that came after the decision: they are no steps of a process, and wait all the same."""

from django.db.models import OuterRef, QuerySet, Subquery

from motcua.dossiers.access import at_agency
from motcua.dossiers.models import Dossier, Recall, Result, ResultState
from motcua.dossiers.models.result import CURRENT
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import State

_DECIDING = "deciding_agency"


def to_sign(actor: Actor) -> QuerySet[Dossier]:
    """Edited after it was signed, or written in the place of a recalled one."""
    edited = at_agency(actor, _DECIDING).filter(state=State.DECIDED).values_list("pk", flat=True)
    return _standing(actor, ResultState.DRAFT, {*edited, *_recalled(actor)})


def to_issue(actor: Actor) -> QuerySet[Dossier]:
    """Signed in the place of a recalled one. The first publication is a step."""
    return _standing(actor, ResultState.SIGNED, _recalled(actor)).exclude(state=State.DECIDED)


def _standing(actor: Actor, state: ResultState, ids: set[int]) -> QuerySet[Dossier]:
    """Those of these few whose next version stands so; as a part of the question they would spoil the index."""
    versions = Result.objects.filter(dossier=OuterRef("pk"), state__in=CURRENT).order_by("-filed_at", "-pk")
    found = at_agency(actor, _DECIDING).filter(pk__in=ids)
    return found.annotate(next_version=Subquery(versions.values("state")[:1])).filter(next_version=state)


def _recalled(actor: Actor) -> set[int]:
    """Nothing has taken their place: few results are ever recalled."""
    open_ones = Recall.objects.filter(
        result__replacement=None, result__dossier__deciding_agency_id=actor.agency_id or 0
    )
    return set(open_ones.values_list("result__dossier_id", flat=True))
