"""Who hears of what happens to a petition: the office that has to answer it, and its author."""

from collections.abc import Mapping
from datetime import datetime

from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.notifications.kinds import News, about_petition
from motcua.effects.notifications.message_kinds import MessageKind
from motcua.effects.notifications.officers import tell_post, tell_role
from motcua.effects.notifications.petitioners import Author, tell_author
from motcua.effects.petitions.models import Petition, PetitionEvent
from motcua.effects.petitions.moves import Act
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.jobs.queue import job

TO_THE_OFFICER: Mapping[Act, News] = {
    Act.ASSIGN: News.PETITION_GIVEN,
    Act.SUPPLY: News.PETITION_SUPPLIED,
}
TO_THE_AUTHOR: Mapping[Act, MessageKind] = {
    Act.ASK: MessageKind.PETITION_ASKED,
    Act.ANSWER: MessageKind.PETITION_ANSWERED,
    Act.REFUSE: MessageKind.PETITION_REFUSED,
}
_WITH = ("petition__agency", "petition__account", "petition__handler")


@job("effects.petition_moved")
def petition_moved(*, event_id: int) -> None:
    event = PetitionEvent.objects.select_related(*_WITH).get(pk=event_id)
    act, petition = Act(event.act), event.petition
    if act is Act.FILE:
        _tell_head(petition, News.PETITION_FILED, event.happened_at, number=event.number)
    if act in TO_THE_OFFICER and _is_the_last(event):
        _tell_office(petition, TO_THE_OFFICER[act], event.happened_at, number=event.number)
    if act in TO_THE_AUTHOR:
        tell_author(
            TO_THE_AUTHOR[act],
            Author(petition.account, petition.contact),
            cause=f"petition event {event.pk}",
            about=f"petition {petition.pk}",
            unit=petition.agency.name,
            path=f"/petitions/{petition.pk}",
            at=event.happened_at,
        )


def tell_of_due(*, at: datetime) -> None:
    """What has to be done today or on the next working day, and what is past its day. Each morning, once a state."""
    calendar = versions.calendar_of(versions.current_id())
    soon = calendar.closes_at(calendar.next_open_day(legal_day(at)))
    waiting = Petition.objects.filter(due_at__lte=soon).select_related("handler").order_by("pk")
    for petition in waiting:
        assert petition.due_at is not None, "filtered by it"
        kind = News.PETITION_OVERDUE if petition.due_at < at else News.PETITION_DUE_SOON
        number = petition.events.latest("number").number
        _tell_office(petition, kind, at, number=number)
        if kind is News.PETITION_OVERDUE and petition.handler is not None:
            _tell_head(petition, kind, at, number=number)


def _is_the_last(event: PetitionEvent) -> bool:
    """Whoever it was given to for a moment only has nothing to do with it any more."""
    return not event.petition.events.filter(act=event.act, number__gt=event.number).exists()


def _tell_office(petition: Petition, kind: News, at: datetime, *, number: int) -> None:
    """The officer who has it; before it was given out, the head."""
    if petition.handler is None:
        _tell_head(petition, kind, at, number=number)
    else:
        tell_post(petition.handler, kind, None, at, about=about_petition(petition.pk, number))


def _tell_head(petition: Petition, kind: News, at: datetime, *, number: int) -> None:
    tell_role(petition.agency_id, Role.HEAD, kind, None, at, about=about_petition(petition.pk, number))
