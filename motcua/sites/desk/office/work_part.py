"""The part of a dossier's page that says whose turn it is, what others were asked, and who handed it to whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import consulting, giving_back, transferring, work
from motcua.dossiers.models import (
    Dossier,
    HandOverKind,
    Opinion,
    OpinionKind,
    SiteVisit,
    WorkItem,
    WorkStatus,
)
from motcua.dossiers.queries import team
from motcua.dossiers.queries.trace import Leg, hands_of, legs
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import State
from motcua.sites.desk.office import words

Word = str | Promise
#: While the citizen supplements or pays, steps rest.
_GOES_ON = frozenset({State.IN_PROGRESS, State.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    word: Word
    icon: str
    is_post: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to another agency, and what became of it. `tone` and `icon` draw how it ended."""

    agency: str
    question: str
    due_at: datetime | None
    is_open: bool
    word: Word
    tone: str
    icon: str
    answer: str
    file_id: object
    answered_at: datetime | None
    person: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A step that is open now. `returned` is why it came back, where it did."""

    step: str
    agency: str
    person: str
    due_at: datetime | None
    awaits: bool
    given_by: str
    returned: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Work:
    turns: tuple[Turn, ...]
    asked: tuple[Asked, ...]
    visits: tuple[SiteVisit, ...]
    legs: tuple[Leg, ...]
    #: Handed on by this officer, and nobody has it yet: she may take it back.
    taking_back: tuple[Link, ...]


def work_of(dossier: Dossier, items: Sequence[WorkItem], *, actor: Actor) -> Work:
    """`items` are all of the dossier's. A number of queries that does not grow with them."""
    names = {step.key: step.name for step in work.process_of(dossier).steps}
    hands = hands_of(items)
    remarks = {(each.work_item_id, each.kind): each.remark.text for each in hands if each.remark}
    open_items = [item for item in items if item.status == WorkStatus.OPEN]
    questions = [item for item in items if item.act == Act.CONSULT]
    opinions = _opinions(questions) if questions else {}
    visits = SiteVisit.objects.filter(work_item__in=items).select_related("place", "members", "found")
    linked = partial(_links, actor=actor, goes_on=State(dossier.state) in _GOES_ON)
    return Work(
        turns=tuple(_turn(each, names, remarks, linked(each)) for each in open_items if _is_here(each)),
        asked=tuple(_asked(each, remarks, opinions.get(each.pk), actor) for each in questions),
        visits=tuple(visits),
        legs=tuple(legs(dossier, items, hands)),
        taking_back=_taking_back(items, actor),
    )


_WHO = ("remark", "by_post__account__person")


def _is_here(item: WorkItem) -> bool:
    """A step of the process that somebody here does; one that has opened a member waits for it elsewhere."""
    return item.parent_id is None and item.child_dossier_id is None


def _opinions(questions: Sequence[WorkItem]) -> dict[int, Opinion]:
    given = Opinion.objects.filter(work_item__in=questions).select_related(*_WHO)
    return {each.work_item_id: each for each in given}


def _turn(item: WorkItem, names: dict[str, str], remarks: dict[tuple[int, str], str], links: tuple[Link, ...]) -> Turn:
    back = item.came_from if item.came_from and item.came_from.status == WorkStatus.RETURNED else None
    return Turn(
        step=names.get(item.step, item.step),
        agency=item.agency.name,
        person=_person(item),
        due_at=item.due_at,
        awaits=item.given_by_id is not None and item.acknowledged_at is None,
        given_by=item.given_by.name if item.given_by else "",
        returned=remarks.get((back.pk, HandOverKind.RETURNED), "") if back else "",
        links=links,
    )


def _person(item: WorkItem) -> str:
    return item.post.account.person.full_name if item.post and item.post.account.person else ""


def _links(item: WorkItem, *, actor: Actor, goes_on: bool) -> tuple[Link, ...]:
    """What this officer can do with the step beside what the buttons of the dossier offer."""
    mine = goes_on and work.may_work(item, actor)
    assigns = team.assigns(actor) and item.agency_id == actor.agency_id
    give = _("Giao việc") if item.post_id is None else _("Giao cho người khác")
    found = (
        (goes_on and _to_acknowledge(item, actor), "acknowledgement", _("Xác nhận đã nhận hồ sơ"), "check", True),
        (
            assigns and goes_on,
            "assignment",
            give,
            "person",
            False,
        ),
        (mine and item.act == Act.CONSULT, "opinion", _("Cho ý kiến"), "comment", False),
        (mine and item.act in consulting.ASKS, "questions", _("Lấy ý kiến cơ quan khác"), "comment", False),
        (mine and item.act == Act.WORK, "site-visits", _("Ghi xác minh thực địa"), "pen", False),
        (mine and bool(giving_back.steps_before(item)), "giving-back", _("Trả lại bước trước"), "undo", False),
    )
    return tuple(_link(item, page, word, icon, is_post=post) for holds, page, word, icon, post in found if holds)


def _to_acknowledge(item: WorkItem, actor: Actor) -> bool:
    awaits = item.given_by_id is not None and item.acknowledged_at is None
    return awaits and actor.is_officer and item.agency_id == actor.agency_id


def _link(item: WorkItem, page: str, word: Word, icon: str, *, is_post: bool = False) -> Link:
    href = reverse(f"desk:{page}", kwargs={"code": item.dossier.code, "item_id": item.pk})
    return Link(href, word, icon, is_post)


def _asked(item: WorkItem, remarks: dict[tuple[int, str], str], opinion: Opinion | None, actor: Actor) -> Asked:
    kind = OpinionKind(opinion.kind) if opinion else None
    tone, icon = words.OPINION_LABELS[kind] if kind else ("info", "hourglass")
    return Asked(
        agency=item.agency.name,
        question=remarks.get((item.pk, HandOverKind.GIVEN), ""),
        due_at=item.due_at,
        is_open=item.status == WorkStatus.OPEN,
        word=words.OPINIONS[kind] if kind else _("Chờ trả lời"),
        tone=tone,
        icon=icon,
        answer=opinion.remark.text if opinion and opinion.remark else "",
        file_id=opinion.file_id if opinion else None,
        answered_at=opinion.given_at if opinion else None,
        person=opinion.by_post.account.person.full_name if opinion and opinion.by_post else "",
        links=tuple(_answers(item, actor)) if item.status == WorkStatus.OPEN else (),
    )


def _answers(item: WorkItem, actor: Actor) -> Iterable[Link]:
    if work.may_work(item, actor) and item.parent_id is not None:
        yield _link(item, "opinion", _("Cho ý kiến"), "comment")
    if consulting.may_go_on(item, actor):
        yield _link(item, "silence", _("Không chờ ý kiến nữa"), "forward")


def _taking_back(items: Sequence[WorkItem], actor: Actor) -> tuple[Link, ...]:
    mine = [item for item in items if item.status == WorkStatus.DONE and item.act == Act.WORK]
    last = next((item for item in reversed(mine) if item.post_id == actor.post_id), None)
    if last is None or not transferring.may_be_taken_back(last, transferring.opened_by(last)):
        return ()
    return (_link(last, "taking-back", _("Lấy lại về bước của tôi"), "undo", is_post=True),)
