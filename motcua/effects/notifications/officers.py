"""Tell officers, and what they have not read. Telling the same thing twice tells it once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.dossiers.access import visible_to
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.notifications import mailing
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.models import NoticeRead, OfficerNotice
from motcua.foundation.organisations.models import Post

#: Nobody goes back further; what is still to be done stands in the worklists.
KEPT = timedelta(days=30)
#: A bell that says more tells nobody more.
MOST_COUNTED = 99


def tell_role(agency_id: int, role: Role, kind: News, dossier_id: int | None, at: datetime, *, about: str = "") -> None:
    """Tell everybody in that role at the agency. `about` makes it another piece of news of the same kind."""
    _tell(OfficerNotice(kind=kind, dossier_id=dossier_id, agency_id=agency_id, role=role, about=about, told_at=at))


def tell_post(post: Post, kind: News, dossier_id: int | None, at: datetime, *, about: str = "") -> None:
    """Tell one officer, in that post."""
    told = OfficerNotice(
        kind=kind,
        dossier_id=dossier_id,
        agency_id=post.agency_id,
        role=post.role,
        post=post,
        about=about,
        told_at=at,
    )
    _tell(told)


def news_of(actor: Actor, *, at: datetime) -> QuerySet[OfficerNotice]:
    """What this officer was told lately, the newest first, of dossiers that are still there for her."""
    if not actor.is_officer or actor.agency_id is None:
        return OfficerNotice.objects.none()
    seen = Q(dossier=None) | Q(dossier__in=visible_to(actor).values("pk"))
    return _told(actor, at=at).filter(seen).order_by("-pk")


def unread(actor: Actor, *, at: datetime) -> QuerySet[OfficerNotice]:
    return news_of(actor, at=at).filter(~Exists(_read_by(actor)))


def unread_of(dossier: Dossier, actor: Actor, *, at: datetime) -> QuerySet[OfficerNotice]:
    """Of a dossier that this officer has before her."""
    return _told(actor, at=at).filter(~Exists(_read_by(actor)), dossier=dossier)


def _told(actor: Actor, *, at: datetime) -> QuerySet[OfficerNotice]:
    mine = Q(post_id=actor.post_id) | Q(post=None, agency_id=actor.agency_id, role=actor.role)
    return OfficerNotice.objects.filter(mine, told_at__gt=at - KEPT)


def _read_by(actor: Actor) -> QuerySet[NoticeRead]:
    return NoticeRead.objects.filter(notice=OuterRef("pk"), account=actor.account_id)


def unread_count(actor: Actor, *, at: datetime) -> int:
    """Up to MOST_COUNTED."""
    return len(unread(actor, at=at).values_list("pk", flat=True)[:MOST_COUNTED])


def mark_read(notices: QuerySet[OfficerNotice], *, actor: Actor, at: datetime) -> None:
    assert actor.account_id is not None, "who reads has signed in"
    read = [
        NoticeRead(notice_id=pk, account_id=actor.account_id, read_at=at)
        for pk in notices.order_by().values_list("pk", flat=True)
    ]
    NoticeRead.objects.bulk_create(read, ignore_conflicts=True)


@transaction.atomic
def _tell(notice: OfficerNotice) -> None:
    """The notice and the letters of those who want them: both or neither."""
    key = {name: getattr(notice, name) for name in ("dossier_id", "kind", "about", "agency_id", "role", "post_id")}
    told, is_new = OfficerNotice.objects.get_or_create(**key, defaults={"told_at": notice.told_at})
    if is_new:
        mailing.mail(told)
