"""What officers are told after an event, and each morning. Running twice tells once."""

from collections.abc import Callable

from motcua.dossiers.models import (
    ApologyDraft,
    DossierEvent,
    HandOver,
    Posting,
    SecondRequestWish,
    WorkItem,
)
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.effects.notifications import whom
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.officers import tell_post, tell_role
from motcua.foundation.jobs.queue import job


@job("notifications.tell_officers")
def tell_officers(*, event_id: int) -> None:
    """Whoever has to do something after this event."""
    event = DossierEvent.objects.select_related("dossier").get(pk=event_id)
    _TELL[Action(event.action)](event)


@job("effects.posting_ended")
def posting_ended(*, posting_id: int) -> None:
    posting = Posting.objects.select_related("work_item", "posted_by").get(pk=posting_id)
    assert posting.ended_at is not None, "told when it has ended"
    tell_post(posting.posted_by, News.POSTING_ENDED, posting.work_item.dossier_id, posting.ended_at)


@job("effects.draft_returned")
def draft_returned(*, hand_over_id: int, work_item_id: int) -> None:
    """The applicant objects to the draft, or did not answer: whoever made it has the step again."""
    told, item = HandOver.objects.get(pk=hand_over_id), WorkItem.objects.select_related("post").get(pk=work_item_id)
    kind = News.DRAFT_OBJECTED if told.remark_id else News.DRAFT_UNANSWERED
    whom.tell_who_has(item, kind, told.at, about=f"step {item.pk}")


@job("effects.second_request_wished")
def second_request_wished(*, wish_id: int) -> None:
    """The head of the agency that would ask, or of the one that decides where it has none."""
    wish = SecondRequestWish.objects.select_related("dossier", "post").get(pk=wish_id)
    mine, decides = wish.post.agency_id, wish.dossier.deciding_agency_id
    agency_id = mine if whom.has_head(mine, at=wish.asked_at) else decides
    tell_role(agency_id, Role.HEAD, News.SECOND_REQUEST_WISHED, wish.dossier_id, wish.asked_at, about=str(wish.pk))


@job("effects.second_request_answered")
def second_request_answered(*, wish_id: int) -> None:
    """Whoever asked the head reads the answer."""
    wish = SecondRequestWish.objects.select_related("post").get(pk=wish_id)
    assert wish.answered_at is not None, "told when it is answered"
    kind = News.SECOND_REQUEST_ALLOWED if wish.event_id else News.SECOND_REQUEST_DISALLOWED
    tell_post(wish.post, kind, wish.dossier_id, wish.answered_at, about=str(wish.pk))


@job("effects.apology_drafted")
def apology_drafted(*, draft_id: int) -> None:
    draft = ApologyDraft.objects.get(pk=draft_id)
    about = f"{draft.due_at:%Y-%m-%d %H:%M}"
    tell_role(draft.agency_id, Role.HEAD, News.APOLOGY_DRAFTED, draft.dossier_id, draft.drafted_at, about=about)


def _unanswered(event: DossierEvent) -> None:
    """First those who receive; when the time has run out their head as well."""
    dossier, is_late = event.dossier, event.details["passed"] == "decision"
    kind = News.ANSWER_OVERDUE if is_late else News.UNANSWERED
    _tell_role(event, dossier.receiving_unit_id, Role.RECEPTIONIST, kind)
    if is_late:
        _tell_role(event, whom.agency_with_head(dossier, at=event.happened_at), Role.HEAD, kind)


def _due_soon(event: DossierEvent) -> None:
    _tell_workers(event, News.DUE_SOON)


def _overdue(event: DossierEvent) -> None:
    _tell_workers(event, News.OVERDUE)
    _tell_role(event, event.dossier.deciding_agency_id, Role.HEAD, News.OVERDUE)


def _completed(event: DossierEvent) -> None:
    """To whoever asked for it, in the post from which she did."""
    asked = event.dossier.events.filter(
        action__in=(Action.ASK_TO_COMPLETE, Action.REQUEST_SUPPLEMENT), number__lt=event.number
    ).select_related("post")
    post = asked.latest("number").post
    assert post is not None, "officers ask"
    tell_post(post, News.COMPLETED, event.dossier_id, event.happened_at, about=str(event.number))


def _redirected(event: DossierEvent) -> None:
    """The agency that has it from now on, in the roles that have its open steps."""
    _tell_workers(event, News.REDIRECTED)
    _tell_role(event, event.dossier.deciding_agency_id, Role.HEAD, News.REDIRECTED)


_TELL: dict[Action, Callable[[DossierEvent], None]] = {
    Action.NOTE_UNANSWERED: _unanswered,
    Action.NOTE_DUE_SOON: _due_soon,
    Action.NOTE_OVERDUE: _overdue,
    Action.RESUBMIT: _completed,
    Action.SUPPLEMENT: _completed,
    Action.REDIRECT: _redirected,
}


def _tell_workers(event: DossierEvent, kind: News) -> None:
    whom.tell_workers(event.dossier_id, kind, event.happened_at, about=str(event.number))


def _tell_role(event: DossierEvent, agency_id: int, role: Role, kind: News) -> None:
    tell_role(agency_id, role, kind, event.dossier_id, event.happened_at, about=str(event.number))
