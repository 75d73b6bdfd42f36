"""The way of a dossier from hand to hand, as the control sheet tells it (Mẫu 06, TT 03/2025/TT-VPCP)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Prefetch

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.models import Dossier, HandOver, HandOverKind, WorkItem, WorkStatus
from motcua.dossiers.rules.transfers import handed_over_in_time, transfer_due
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day
from motcua.foundation.organisations.models import Post


class Timeliness(StrEnum):
    """What the receiving side enters of the step before: by the day, as dates are promised to people."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who, in which post, at which agency, when. A name is empty where the system or the applicant acted."""

    at: datetime
    person: str
    title: str
    agency: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One row of the sheet: a step, who gave it, who received it, and how it ended.

    `result` is of this step, and stands on the sheet beside the giving to the next. `words` are what was asked, or
    why it came back; they may be erased.
    """

    work_item: int
    step: str
    act: Act
    agency: str
    status: WorkStatus
    given: Hand | None
    received: Hand | None
    done: Hand | None
    due_at: datetime | None
    result: Timeliness | None
    is_consultation: bool
    words: str
    #: By when it had to be handed over, where it went from one agency to another (NĐ 118/2025, art. 18), and whether
    #: it was.
    transfer_due_at: datetime | None = None
    transferred_in_time: bool | None = None


_GIVES = (HandOverKind.GIVEN, HandOverKind.REDIRECTED)
_RECEIVES = (HandOverKind.RECEIVED, HandOverKind.ASSIGNED)
_ENDS = (HandOverKind.FINISHED, HandOverKind.RETURNED, HandOverKind.TAKEN_BACK)
_PEOPLE = ("by_post__account__person", "by_post__agency", "to_post__account__person", "to_post__agency", "remark")
_OF_POSTS = ("title", "account__person__full_name", "agency__name")
#: The database and we read these alone of the wide rows that a hand-over names.
_READ = (
    "work_item_id",
    "kind",
    "at",
    "remark__text",
    *(f"{post}__{fact}" for post in ("by_post", "to_post") for fact in _OF_POSTS),
)
_OF_ITEMS = ("agency", "given_by", "child_dossier__deciding_agency")
#: Asked by itself: joined to the steps, the planner may read every account that there is.
_HOLDERS = Prefetch("post", Post.objects.select_related("account__person"))


def items_of(dossier: Dossier) -> list[WorkItem]:
    """Every step and question of the dossier with who has it, in two queries: whatever a page says of them."""
    asked = WorkItem.objects.filter(dossier=dossier).select_related(*_OF_ITEMS).prefetch_related(_HOLDERS)
    items = list(asked.order_by("pk"))
    known: dict[int | None, WorkItem] = {item.pk: item for item in items}
    for item in items:
        item.dossier = dossier
        item.parent = known.get(item.parent_id)
        item.came_from = known.get(item.came_from_id)
    return items


def hands_of(items: Sequence[WorkItem]) -> list[HandOver]:
    """Whatever was handed on or given back in these steps, in order, with who did it and what was written."""
    hands = HandOver.objects.filter(work_item__in=items).select_related(*_PEOPLE).only(*_READ)
    return list(hands.order_by("at", "pk"))


def trace(dossier: Dossier) -> list[Leg]:
    """Every step so far, in the order in which it was given."""
    items = items_of(dossier)
    return legs(dossier, items, hands_of(items))


def legs(dossier: Dossier, known: Sequence[WorkItem], hands: Sequence[HandOver]) -> list[Leg]:
    """The same, for whoever has read the steps and the handing over already."""
    begun = [item for item in known if item.status != WorkStatus.WAITING]
    items = sorted(begun, key=lambda item: (item.opened_at, item.pk))
    by_item: dict[int, list[HandOver]] = {item.pk: [] for item in known}
    for each in hands:
        by_item[each.work_item_id].append(each)
    definition = definition_of(dossier.procedure_version_id)
    calendar = versions.calendar_of(versions.current_id())
    return [_leg(item, by_item[item.pk], definition, calendar) for item in items]


def _leg(item: WorkItem, hands: Sequence[HandOver], definition: Definition, calendar: WorkingCalendar) -> Leg:
    given = _first(hands, _GIVES)
    received = _first(hands, _RECEIVES) or _first(hands, _ENDS)
    done = _last(hands, _ENDS) if item.done_at else None
    transfer_due_at = _transfer_due(item, definition, calendar)
    return Leg(
        work_item=item.pk,
        step=next((step.name for step in definition.steps if step.key == item.step), item.step),
        act=Act(item.act),
        agency=item.agency.name,
        status=WorkStatus(item.status),
        given=_hand(given, given.by_post) if given else None,
        received=_hand(received, received.to_post or received.by_post) if received else None,
        done=_hand(done, done.by_post) if done else None,
        due_at=item.due_at,
        result=_timeliness(item),
        is_consultation=item.parent_id is not None or item.act == Act.CONSULT,
        words=next((each.remark.text for each in hands if each.remark), ""),
        transfer_due_at=transfer_due_at,
        transferred_in_time=_in_time(received, transfer_due_at, calendar),
    )


def _first(hands: Sequence[HandOver], kinds: Sequence[HandOverKind]) -> HandOver | None:
    return next((each for each in hands if each.kind in kinds), None)


def _last(hands: Sequence[HandOver], kinds: Sequence[HandOverKind]) -> HandOver | None:
    return _first(list(reversed(hands)), kinds)


def _hand(hand_over: HandOver, post: Post | None) -> Hand:
    if post is None:
        return Hand(hand_over.at, "", "", "")
    return Hand(hand_over.at, post.account.person.full_name, post.title, post.agency.name)


def _timeliness(item: WorkItem) -> Timeliness | None:
    if item.done_at is None or item.due_at is None or item.status == WorkStatus.CANCELLED:
        return None
    done, due = (legal_day(moment) for moment in (item.done_at, item.due_at))
    return Timeliness.EARLY if done < due else Timeliness.ON_TIME if done == due else Timeliness.LATE


def _transfer_due(item: WorkItem, definition: Definition, calendar: WorkingCalendar) -> datetime | None:
    """Of what came from another agency alone."""
    if item.given_by_id is None:
        return None
    cutoff = definition.rules_on(legal_day(item.opened_at)).transfer_cutoff
    return transfer_due(item.opened_at, cutoff=cutoff, calendar=calendar)


def _in_time(received: HandOver | None, due_at: datetime | None, calendar: WorkingCalendar) -> bool | None:
    if received is None or due_at is None:
        return None
    return handed_over_in_time(received.at, due_at=due_at, calendar=calendar)
