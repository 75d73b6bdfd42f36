"""Send one message: write down that it is tried, send, write down what came of it.

What is written before is committed before: whoever is killed in between leaves a try that was begun and did not end,
and the message is sent again under the same reference. Killed after the gateway took it, that is one message too many
at most, and none with a gateway that knows references; written only afterwards, nobody would know; written as sent
before, it would be lost.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from motcua.foundation.messaging import addresses, preferences
from motcua.foundation.messaging.channels import Channel, Group, group_of
from motcua.foundation.messaging.gateways import choosing
from motcua.foundation.messaging.gateways.port import Answer, Gateway, Letter
from motcua.foundation.messaging.models import Message, Outcome, State, Trouble, Try

#: While a try is under way nobody else begins another; longer than any gateway is waited for.
LEASE = timedelta(minutes=2)
#: News is worth sending so long; a code that nobody can type any more is not.
PATIENCE = timedelta(hours=72)
PATIENCE_WITH_CODES = timedelta(minutes=10)
#: After each failure the next pause; the last one stays.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 30, 60, 120, 240, 360))


@dataclass(frozen=True, slots=True)
class Begun:
    message: Message
    gateway: Gateway
    letter: Letter


def send(message_id: int, *, at: datetime) -> None:
    """Send it if it is due and nobody else is at it. What one gateway cannot do now, the next one may at once."""
    blamed: frozenset[str] = frozenset()
    while (begun := _begin(message_id, blamed=blamed, at=at)) is not None:
        started = time.monotonic()
        answer = begun.gateway.send(begun.letter, at=at)
        took = timedelta(seconds=time.monotonic() - started)
        at += took
        choosing.note(begun.gateway, answer, at=at)
        blamed |= {begun.gateway.name}
        again = _is_for_another(answer, blamed, channel=begun.gateway.channel)
        _end(begun, answer, took=took, at=at, pause=timedelta(0) if again else _pause(begun.message))
        if not again:
            return


@transaction.atomic
def _begin(message_id: int, *, blamed: frozenset[str], at: datetime) -> Begun | None:
    """Nothing, where it is not to be sent now; then it has been noted why."""
    due = Message.objects.waiting().filter(pk=message_id, next_at__lte=at)
    message = due.select_for_update(skip_locked=True, of=("self",)).select_related("person").first()
    if message is None:
        return None
    among, address = choosing.gateways(Channel(message.channel)), addresses.of(message)
    hindrance = _hindrance(message, reachable=bool(address), has_gateway=bool(among), at=at)
    # Whoever failed with it last comes last, as long as no other has been tried.
    fresh = sorted((each for each in among if each.name not in blamed), key=lambda each: each.name == message.gateway)
    gateway = None if hindrance else choosing.usable(fresh, at=at, bound_to=_bound_to(message, at=at))
    if gateway is None:
        resting = {"state": State.FAILED_FOR_NOW, "trouble": Trouble.NOT_REACHED, "next_at": at + PAUSES[0]}
        Message.objects.filter(pk=message.pk).update(**(hindrance or resting))
        return None
    _note_begun(message, gateway, address=address, at=at)
    return Begun(message, gateway, Letter(message.reference, address, message.words, message.person_id))


def _hindrance(message: Message, *, reachable: bool, has_gateway: bool, at: datetime) -> dict[str, object]:
    """What to note instead of sending it now; nothing, where nothing is in the way."""
    loud_at = preferences.may_ring_at(message.account_id, channel=Channel(message.channel), kind=message.kind, at=at)
    if loud_at > at:
        return {"next_at": loud_at}
    if at >= _given_up_at(message, at=at):
        return {"state": State.FAILED_FOR_EVER, "trouble": Trouble.EXPIRED, "failed_at": at}
    if not has_gateway:
        return {"state": State.SUPPRESSED, "trouble": Trouble.NO_GATEWAY}
    return {} if reachable else {"state": State.SUPPRESSED, "trouble": Trouble.NO_ADDRESS}


def _note_begun(message: Message, gateway: Gateway, *, address: str, at: datetime) -> None:
    message.tries += 1
    message.gateway = gateway.name
    message.next_at = at + LEASE
    message.first_tried_at = message.first_tried_at or at
    message.address_shown = addresses.shown(address, channel=message.channel)
    message.save(update_fields=["tries", "gateway", "next_at", "first_tried_at", "address_shown"])
    Try.objects.create(message=message, number=message.tries, gateway=gateway.name, outcome=Outcome.BEGUN, at=at)


@transaction.atomic
def _end(begun: Begun, answer: Answer, *, took: timedelta, at: datetime, pause: timedelta) -> None:
    message = begun.message
    Try.objects.create(
        message=message,
        number=message.tries,
        gateway=begun.gateway.name,
        outcome=answer.outcome,
        trouble=answer.trouble,
        code=answer.code[:60],
        ms=round(took.total_seconds() * 1000),
        at=at,
    )
    # A delivery report may have come faster than the answer: what has arrived stays arrived.
    Message.objects.waiting().filter(pk=message.pk).update(**_became(message, answer, at=at, pause=pause))


def _became(message: Message, answer: Answer, *, at: datetime, pause: timedelta) -> dict[str, object]:
    known = {"trouble": answer.trouble, "gateway_id": answer.gateway_id[:100]}
    if answer.outcome == Outcome.ACCEPTED:
        wiped = {"words_sealed": b""} if group_of(message.kind) is Group.CODE else {}
        return {**known, **wiped, "state": State.SENT, "sent_at": at}
    if answer.outcome == Outcome.NEVER:
        return {**known, "state": State.FAILED_FOR_EVER, "failed_at": at}
    if at + pause >= _given_up_at(message, at=at):
        return {**known, "state": State.FAILED_FOR_EVER, "trouble": Trouble.EXPIRED, "failed_at": at}
    return {**known, "state": State.FAILED_FOR_NOW, "next_at": at + pause}


def _is_for_another(answer: Answer, asked: frozenset[str], *, channel: Channel) -> bool:
    """Whether it certainly did not leave, by the gateway's fault, and there is one that was not asked yet."""
    left_to_ask = any(each.name not in asked for each in choosing.gateways(channel))
    return answer.outcome == Outcome.NOT_NOW and answer.blames_gateway and left_to_ask


def _bound_to(message: Message, *, at: datetime) -> str:
    """The gateway that may have taken it at the last try, as long as it is worth asking that one alone."""
    if not message.tries or at >= (message.first_tried_at or at) + choosing.IN_DOUBT:
        return ""
    last = message.attempts.latest("pk")
    return last.gateway if last.outcome in {Outcome.BEGUN, Outcome.UNKNOWN} else ""


def _given_up_at(message: Message, *, at: datetime) -> datetime:
    is_code = group_of(message.kind) is Group.CODE
    return (message.first_tried_at or at) + (PATIENCE_WITH_CODES if is_code else PATIENCE)


def _pause(message: Message) -> timedelta:
    return PAUSES[min(message.tries, len(PAUSES)) - 1]
