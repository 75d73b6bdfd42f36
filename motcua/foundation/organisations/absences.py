"""Who is away, and who acts in her place: between dates, and by a paper with a number."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from motcua.foundation.accounts.models import Account
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Absence, AbsenceKind, Delegation, Post
from motcua.foundation.refusals import Refusal


class DaysInWrongOrder(Refusal):
    """The last day lies before the first."""


class DayHasPassed(Refusal):
    """Nobody is noted as away, or given a power, for days that lie in the past."""


class AlreadyNoted(Refusal):
    """Another absence or delegation of the same post covers some of these days."""


class PaperNumberMissing(Refusal):
    """A delegation stands on a paper, and the paper has a number."""


class NotToOneself(Refusal):
    """A post is delegated to somebody else."""


class NotOfThisAgency(Refusal):
    """Only an officer with a post at the same agency can act in another's place."""


@transaction.atomic
def note_absence(post: Post, *, by: Account, at: datetime, kind: AbsenceKind, first: date, last: date) -> Absence:
    """Raises DaysInWrongOrder, DayHasPassed, AlreadyNoted. The post's row is held, so two cannot note the same days."""
    _require_days(first, last, today=legal_day(at))
    Post.objects.select_for_update().get(pk=post.pk)
    if Absence.objects.filter(post=post, valid_from__lte=last, valid_to__gte=first).exists():
        raise AlreadyNoted
    return Absence.objects.create(post=post, kind=kind, valid_from=first, valid_to=last, noted_at=at, noted_by=by)


def end_absence(absence: Absence, *, at: datetime) -> None:
    """She is back: the days that have passed stay noted, those to come do not."""
    _end(absence, at=at)


@transaction.atomic
def delegate(post: Post, *, to: Account, document: str, at: datetime, first: date, last: date) -> Delegation:
    """Raises DaysInWrongOrder, DayHasPassed, AlreadyNoted, PaperNumberMissing, NotToOneself, NotOfThisAgency."""
    _require_days(first, last, today=legal_day(at))
    if not document.strip():
        raise PaperNumberMissing
    if to.pk == post.account_id:
        raise NotToOneself
    if not Post.objects.held_on(legal_day(at)).filter(account=to, agency_id=post.agency_id).exists():
        raise NotOfThisAgency
    Post.objects.select_for_update().get(pk=post.pk)
    if Delegation.objects.filter(post=post, valid_from__lte=last, valid_to__gte=first).exists():
        raise AlreadyNoted
    return Delegation.objects.create(
        post=post, to_account=to, document=document.strip()[:120], valid_from=first, valid_to=last
    )


def end_delegation(delegation: Delegation, *, at: datetime) -> None:
    _end(delegation, at=at)


def away_on(day: date) -> QuerySet[Absence]:
    return Absence.objects.filter(valid_from__lte=day, valid_to__gte=day)


def delegated_on(day: date) -> QuerySet[Delegation]:
    return Delegation.objects.filter(valid_from__lte=day, valid_to__gte=day)


def _end(row: Absence | Delegation, *, at: datetime) -> None:
    """Ended today it still holds today: what was done this morning was done rightly."""
    today = legal_day(at)
    if row.valid_from > today:
        row.delete()
    elif row.valid_to > today:
        row.valid_to = today
        row.save(update_fields=["valid_to"])


def _require_days(first: date, last: date, *, today: date) -> None:
    if last < first:
        raise DaysInWrongOrder
    if last < today:
        raise DayHasPassed
