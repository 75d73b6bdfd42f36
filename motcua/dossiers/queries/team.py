"""The people of an agency and what lies with each: what a head gives out work from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.access import READERS
from motcua.dossiers.models import WorkItem, WorkStatus
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.dossiers.rules.remaining import SOON
from motcua.foundation.organisations.absences import away_on, delegated_on
from motcua.foundation.organisations.models import Absence, Delegation, Post

#: Steps of dossiers that rest are nobody's work today.
_RESTING = (State.SUPPLEMENT_REQUESTED, State.AWAITING_PAYMENT, State.RESULT_READY)
#: A head looks at the most pressing first; the rest is in the list of each officer.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Member:
    """One post, and how much of its work is open, near its step's date, and behind it."""

    post: Post
    name: str
    open: int
    soon: int
    late: int
    absence: Absence | None
    delegation: Delegation | None


def members(actor: Actor, *, at: datetime, on: date) -> list[Member]:
    """Those whose work is dossiers, at this officer's agency, by role and name."""
    posts = list(
        Post.objects.held_on(on)
        .filter(agency=actor.agency_id or 0, role__in=READERS)
        .select_related("account__person")
        .order_by("role", "account__person__full_name", "pk")
    )
    loads = _loads([post.pk for post in posts], at=at)
    away = {each.post_id: each for each in away_on(on).filter(post__in=posts)}
    delegated = {
        each.post_id: each for each in delegated_on(on).filter(post__in=posts).select_related("to_account__person")
    }
    return [
        Member(
            post,
            post.account.person.full_name,
            *loads[post.pk],
            absence=away.get(post.pk),
            delegation=delegated.get(post.pk),
        )
        for post in posts
    ]


def _loads(posts: Iterable[int], *, at: datetime) -> dict[int, tuple[int, int, int]]:
    """Open, soon and late by post: one query, over the open work of these posts alone."""
    soon, late = Q(due_at__gte=at, due_at__lt=at + SOON), Q(due_at__lt=at)
    items = _going_on().filter(post__in=posts).values("post")
    counted = items.annotate(open=Count("pk"), soon=Count("pk", filter=soon), late=Count("pk", filter=late))
    loads: dict[int, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    loads.update({row["post"]: (row["open"], row["soon"], row["late"]) for row in counted})
    return loads


def to_assign(actor: Actor, *, post_id: int | None, at: datetime) -> list[WorkItem]:
    """The open steps at the agency that lie with this post, or with nobody: the most pressing first."""
    items = _going_on().filter(agency=actor.agency_id or 0, post=post_id).exclude(act=Act.DELIVER)
    named = items.select_related("dossier__procedure_version__procedure").defer(
        "dossier__procedure_version__definition"
    )
    return list(named.filter(opened_at__lte=at).order_by("due_at", "pk")[:SHOWN])


def _going_on() -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(status=WorkStatus.OPEN).exclude(dossier__state__in=_RESTING)


def candidates(item: WorkItem, *, on: date) -> list[Post]:
    """Who may be given the step: in its role at its agency, and not away."""
    posts = Post.objects.held_on(on).filter(agency_id=item.agency_id, role=item.role)
    there = posts.exclude(pk__in=away_on(on).values("post"))
    return list(there.select_related("account__person").order_by("account__person__full_name", "pk"))


def left_with_the_absent(*, on: date) -> list[Post]:
    """Posts that are away on that day and have open work."""
    away = away_on(on).values("post")
    has_work = WorkItem.objects.filter(status=WorkStatus.OPEN, post__in=away).values("post")
    return list(Post.objects.filter(pk__in=has_work).select_related("agency", "account__person").order_by("pk"))


def stands_in_for(actor: Actor, *, on: date) -> list[tuple[Post, int]]:
    """The posts delegated to this account today whose holder is away, with how much is open in each."""
    if actor.account_id is None:
        return []
    mine = delegated_on(on).filter(to_account_id=actor.account_id).values("post")
    posts = Post.objects.filter(pk__in=mine).filter(pk__in=away_on(on).values("post"))
    found = list(posts.select_related("account__person", "agency").order_by("pk"))
    counts = dict(
        WorkItem.objects.filter(status=WorkStatus.OPEN, post__in=found)
        .values_list("post")
        .annotate(open=Count("pk"))
        .order_by()
    )
    return [(post, counts.get(post.pk, 0)) for post in found]


def assigns(actor: Actor) -> bool:
    """Whether this officer gives out work at her agency."""
    return actor.role in (Role.HEAD, Role.SIGNATORY) and actor.agency_id is not None
