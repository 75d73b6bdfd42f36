"""Tell officers what becomes of the steps that they have, gave away, or asked about. Running twice tells once."""

from datetime import date, datetime

from motcua.dossiers.models import HandOver, HandOverKind, Opinion, WorkItem
from motcua.dossiers.models.result_paper import paper_at
from motcua.dossiers.queries.team import left_with_the_absent
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.notifications import whom
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.officers import tell_post, tell_role
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs.queue import job
from motcua.foundation.organisations.absences import delegated_on
from motcua.foundation.organisations.models import Post

_KINDS = {
    HandOverKind.ASSIGNED: News.ASSIGNED,
    HandOverKind.RETURNED: News.GIVEN_BACK,
    HandOverKind.REDIRECTED: News.REDIRECTED,
    HandOverKind.GIVEN: News.CONSULTATION_ASKED,
}


@job("effects.handed_over")
def handed_over(*, hand_over_id: int) -> None:
    """Whoever has it now; of a step that was given back, who has the one before it again."""
    told = HandOver.objects.select_related("work_item__agency", "to_post").get(pk=hand_over_id)
    item, kind = told.work_item, _KINDS[HandOverKind(told.kind)]
    if kind is News.GIVEN_BACK:
        item = WorkItem.objects.select_related("agency", "post").filter(came_from=item).latest("pk")
    whom.tell_of_step(item, told.to_post, kind, told.at, about=f"step {item.pk}")


@job("effects.result_wanted")
def result_wanted(*, work_item_id: int) -> None:
    """The desk where the paper of a result lies: its person stands at another one, which waits for it."""
    item = WorkItem.objects.select_related("dossier", "agency", "given_by").get(pk=work_item_id)
    lies_at, chosen = paper_at(item), item.dossier.delivery_choices.order_by("number").last()
    if chosen is not None and lies_at.pk != item.agency_id:
        about = f"desk {item.agency_id}"
        tell_role(lies_at.pk, Role.RECEPTIONIST, News.RESULT_WANTED, item.dossier_id, chosen.chosen_at, about=about)


@job("effects.opinion_given")
def opinion_given(*, opinion_id: int) -> None:
    """Whoever asked: the one who has the asking step, or those who work on the dossier where it is decided."""
    opinion = Opinion.objects.select_related("work_item__parent__post", "work_item__dossier").get(pk=opinion_id)
    whom.tell_who_asked(opinion.work_item, News.OPINION_GIVEN, opinion.given_at, about=f"opinion {opinion.pk}")


@job("effects.consultation_silent")
def consultation_silent(*, work_item_id: int) -> None:
    """No answer in time: the heads of the one-stop unit (NĐ 61/2018, art. 19.5) and of those asked, and who asked."""
    item = WorkItem.objects.select_related("agency", "dossier__receiving_unit", "parent__post").get(pk=work_item_id)
    assert item.reminded_at is not None, "queued with the moment"
    about, at = f"step {item.pk}", item.reminded_at
    heads = (item.dossier.receiving_unit, item.agency)
    whom.tell_heads(heads, News.CONSULTATION_SILENT, item.dossier_id, at, about=about)
    whom.tell_who_asked(item, News.CONSULTATION_SILENT, at, about=about)


@job("effects.not_acknowledged")
def not_acknowledged(*, work_item_id: int) -> None:
    """Two working hours and no word: those who should have it, and the head of the agency that still answers for it."""
    item = WorkItem.objects.select_related("agency", "given_by").get(pk=work_item_id)
    assert item.reminded_at is not None, "queued with the moment"
    assert item.given_by is not None, "only what another agency gave is acknowledged"
    about, at = f"step {item.pk}", item.reminded_at
    tell_role(item.agency_id, Role(item.role), News.NOT_ACKNOWLEDGED, item.dossier_id, at, about=about)
    whom.tell_heads((item.agency, item.given_by), News.NOT_ACKNOWLEDGED, item.dossier_id, at, about=about)


def tell_of_the_absent(*, at: datetime) -> None:
    """What lies with people who are away: their heads, and whoever acts for them. Each morning, once a day."""
    today = legal_day(at)
    about = f"on {today.isoformat()}"
    for post in left_with_the_absent(on=today):
        whom.tell_heads([post.agency], News.LIES_WITH_ABSENT, None, at, about=f"{about} {post.pk}")
        for stands_in in _standing_in(post, on=today):
            tell_post(stands_in, News.LIES_WITH_ABSENT, None, at, about=f"{about} {post.pk}")


def _standing_in(post: Post, *, on: date) -> list[Post]:
    """The own posts, at this agency, of those to whom the post is delegated."""
    accounts = delegated_on(on).filter(post=post).values("to_account")
    return list(Post.objects.held_on(on).filter(account__in=accounts, agency_id=post.agency_id))
