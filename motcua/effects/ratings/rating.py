"""Rate how a dossier was handled: once, by its people alone, never a condition of anything, kept without the dossier.

As with surveys, what keeps the second one away is a keyed hash in a table of its own; it shares no column with what was
said, neither has a moment, and the keys of ratings are random.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.effects.ratings.models import Level, Rating, RatingMark
from motcua.foundation.accounts.sealed import search_hash
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal

#: After a result, or a refusal (NĐ 61/2018 art. 29).
RATED = frozenset({State.RESULT_READY, State.RESULT_DELIVERED, State.REFUSED})
#: Whose dossier it is, signed in or with the code and the secret of her receipt (NĐ 224/2026/NĐ-CP art. 10.3.b).
RATERS = frozenset({Role.APPLICANT, Role.STRANGER})


class OfficersDoNotRate(Refusal):
    """Whoever works here says nothing in the citizen's name, not even with her code in hand."""


class NotOverYet(Refusal):
    """There is nothing to rate before the result or the refusal."""


class AlreadyRated(Refusal):
    """A dossier is rated once."""


class OverallMissing(Refusal):
    """The overall level is the one thing that a rating cannot be without."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that NĐ 61/2018 art. 31 has people asked about."""

    key: str
    online_only: bool = False


ASPECTS: tuple[Aspect, ...] = (
    Aspect("time"),
    Aspect("contacts"),
    Aspect("information"),
    Aspect("attitude"),
    Aspect("legality"),
    Aspect("explanations"),
    Aspect("online", online_only=True),
)


def aspects_of(dossier: Dossier) -> tuple[Aspect, ...]:
    return tuple(each for each in ASPECTS if not each.online_only or dossier.channel == Channel.ONLINE)


def may_rate(dossier: Dossier, *, actor: Actor) -> bool:
    """Whether to offer it: over, not rated, and by its people."""
    return actor.role in RATERS and State(dossier.state) in RATED and not _is_rated(dossier)


def rate(dossier: Dossier, *, actor: Actor, overall: str, aspects: Mapping[str, Any], at: datetime) -> None:
    """The caller found the dossier as hers, or by its code and secret.

    Raises OfficersDoNotRate, NotOverYet, OverallMissing, AlreadyRated.
    """
    if actor.role not in RATERS:
        raise OfficersDoNotRate
    if State(dossier.state) not in RATED:
        raise NotOverYet
    level = _level(overall)
    if level is None:
        raise OverallMissing
    given = {each.key: value for each in aspects_of(dossier) if (value := _level(aspects.get(each.key)))}
    with transaction.atomic():
        _, is_first = RatingMark.objects.get_or_create(mark=_mark(dossier))
        if not is_first:
            raise AlreadyRated
        Rating.objects.create(agency_id=dossier.deciding_agency_id, month=month_of(at), overall=level, aspects=given)


def month_of(at: datetime) -> date:
    return legal_day(at).replace(day=1)


def _is_rated(dossier: Dossier) -> bool:
    return RatingMark.objects.filter(mark=_mark(dossier)).exists()


def _level(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text in map(str, Level.values) else None


def _mark(dossier: Dossier) -> str:
    return search_hash(f"rating, dossier {dossier.pk}")
