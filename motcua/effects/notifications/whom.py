"""Whom of the office news concerns: whoever has a step, those in a role, the head of an agency. The one place."""

from collections.abc import Iterable
from datetime import datetime

from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.officers import tell_post, tell_role
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency, Post


def tell_who_has(item: WorkItem, kind: News, at: datetime, *, about: str) -> None:
    """The one who has taken the step, or everybody who could."""
    tell_of_step(item, item.post, kind, at, about=about)


def tell_of_step(item: WorkItem, post: Post | None, kind: News, at: datetime, *, about: str) -> None:
    """`post`: whose it is in this piece of news; nobody's is for all of the step's role."""
    if post is not None:
        tell_post(post, kind, item.dossier_id, at, about=about)
    else:
        tell_role(item.agency_id, Role(item.role), kind, item.dossier_id, at, about=about)


def tell_workers(dossier_id: int, kind: News, at: datetime, *, about: str) -> None:
    """Whoever has an open step of the dossier."""
    items = WorkItem.objects.filter(dossier_id=dossier_id, status=WorkStatus.OPEN).select_related("post")
    for item in items.exclude(role__in=(Role.APPLICANT, Role.SYSTEM)):
        tell_who_has(item, kind, at, about=about)


def tell_who_asked(item: WorkItem, kind: News, at: datetime, *, about: str) -> None:
    """Of a question: the one who has the asking step, or those who work on the dossier where it is decided."""
    if item.parent is not None and item.parent.post is not None:
        tell_post(item.parent.post, kind, item.dossier_id, at, about=about)
    else:
        tell_role(item.dossier.deciding_agency_id, Role.PROCESSOR, kind, item.dossier_id, at, about=about)


def tell_heads(agencies: Iterable[Agency], kind: News, dossier_id: int | None, at: datetime, *, about: str) -> None:
    """A unit without a head of its own has the one of the body that manages it."""
    for agency in agencies:
        of = agency.pk if agency.managed_by_id is None or has_head(agency.pk, at=at) else agency.managed_by_id
        tell_role(of, Role.HEAD, kind, dossier_id, at, about=about)


def agency_with_head(dossier: Dossier, *, at: datetime) -> int:
    """A one-stop unit in a commune has no head of its own: then it is the one of the agency that decides."""
    return dossier.receiving_unit_id if has_head(dossier.receiving_unit_id, at=at) else dossier.deciding_agency_id


def has_head(agency_id: int, *, at: datetime) -> bool:
    held = Post.objects.held_on(legal_day(at))
    return held.filter(agency_id=agency_id, role=Role.HEAD).exists()
