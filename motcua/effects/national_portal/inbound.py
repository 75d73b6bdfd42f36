"""Our door for the national portal: a message is kept before it is answered, and answered before it is worked on.

What is acknowledged stands in the database; a job makes a dossier of it. What is refused is kept as well, so that a
person can see what they tried to tell us.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from motcua.effects.national_portal import arrival_wire as wire
from motcua.effects.national_portal import destinations
from motcua.effects.national_portal.arrival_models import Arrival, ArrivedMessage, Became, Fault, Service
from motcua.effects.national_portal.arrival_wire import BadMessage, Item
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.jobs.queue import enqueue

#: Makes a dossier of a message; `config/arrivals.py` registers it.
TAKE_IN = "national_portal.take_in"
#: Of what cannot be read nobody needs more to see who sent what.
_KEPT_OF_THE_UNREADABLE = 20_000


@dataclass(frozen=True, slots=True)
class Reply:
    """Their envelope: `error_code` "0" says that it is ours now."""

    error_code: str
    message: str


TAKEN = Reply("0", "Tiếp nhận thành công")
FAILED = Reply("9", "Lỗi hệ thống, gửi lại sau")
#: The numbers are ours: nobody has published theirs.
REFUSALS: dict[Fault, tuple[str, str]] = {
    Fault.UNREADABLE: ("1", "Bản tin không đọc được"),
    Fault.FIELD: ("2", "Trường thiếu, sai kiểu hoặc quá dài"),
    Fault.MOMENT: ("3", "Thời điểm không có thật, phải theo yyyyMMddHHmmss 24 giờ"),
    Fault.PROCEDURE: ("4", "Mã thủ tục không có ở đây"),
    Fault.STATUS: ("5", "Mã trạng thái không có trong danh mục"),
    Fault.AGENCY: ("6", "Mã cơ quan không có ở đây"),
    Fault.ELSEWHERE: ("7", "Thủ tục này do bộ, ngành giải quyết"),
}


def receive(body: bytes, *, at: datetime) -> Reply:
    """Keep every dossier of the message, or say what is wrong with the first that cannot be kept.

    A message that is told again because its answer got lost, or because one of its dossiers was refused, is the same
    message.
    """
    try:
        items = wire.items(body)
    except BadMessage as bad:
        _keep_unreadable(body, bad, at=at)
        return _refused(bad)
    with transaction.atomic():
        replies = [_keep(item, at=at) for item in items]
    return next((reply for reply in replies if reply.error_code != TAKEN.error_code), TAKEN)


def problem_of(item: Item, *, at: datetime) -> BadMessage | None:
    """What keeps us from acknowledging it now; a catalogue that was mended since may have changed that."""
    try:
        require(item, at=at)
    except BadMessage as bad:
        return bad
    return None


def require(item: Item, *, at: datetime) -> None:
    """Raises BadMessage for what no job could ever make a dossier of."""
    if item.service is Service.CENTRAL:
        wire.central(item.content, at=at)
        return
    destinations.find(wire.filed(item.content, at=at), at=at)


def _keep(item: Item, *, at: datetime) -> Reply:
    text = json.dumps(item.content, ensure_ascii=False, sort_keys=True)
    message, arrival, is_new = _kept(text.encode(), text, service=item.service, number=item.number, at=at)
    if not is_new and arrival.became != Became.REFUSED:
        return TAKEN
    bad = problem_of(item, at=at)
    _note(arrival, bad, at=at)
    if bad is not None:
        return _refused(bad)
    begin(message)
    return TAKEN


def begin(message: ArrivedMessage) -> None:
    """In the order in which they came, where several speak of one dossier."""
    lock = hashlib.sha256(message.number.encode()).hexdigest()[:16]
    enqueue(TAKE_IN, lock=f"{TAKE_IN}:{lock}", message_id=message.pk)


@transaction.atomic
def _keep_unreadable(body: bytes, bad: BadMessage, *, at: datetime) -> None:
    text = body[:_KEPT_OF_THE_UNREADABLE].decode(errors="replace").replace("\x00", "") or "-"
    _message, arrival, _is_new = _kept(body, text, service=Service.NONE, number="", at=at)
    _note(arrival, bad, at=at)


def _kept(
    identity: bytes, text: str, *, service: Service, number: str, at: datetime
) -> tuple[ArrivedMessage, Arrival, bool]:
    """The message and how far it has come, held; two deliveries at one moment are one after the other."""
    message, _made = ArrivedMessage.objects.get_or_create(
        content_hash=hashlib.sha256(identity).hexdigest(),
        defaults={"service": service, "number": number, "body_sealed": seal(text), "came_at": at},
    )
    Arrival.objects.bulk_create(
        [Arrival(message=message, became=Became.REFUSED, fault=Fault.UNREADABLE, deliveries=0, changed_at=at)],
        ignore_conflicts=True,
    )
    arrival = Arrival.objects.select_for_update().get(pk=message.pk)
    is_new = arrival.deliveries == 0
    Arrival.objects.filter(pk=arrival.pk).update(deliveries=F("deliveries") + 1)
    return message, arrival, is_new


def _note(arrival: Arrival, bad: BadMessage | None, *, at: datetime) -> None:
    arrival.became = Became.REFUSED if bad else Became.WAITING
    arrival.fault, arrival.where = (bad.fault, bad.where) if bad else (Fault.NONE, "")
    arrival.changed_at = at
    if bad is None:
        arrival.acknowledged_at = at
    arrival.save(update_fields=["became", "fault", "where", "changed_at", "acknowledged_at"])


def _refused(bad: BadMessage) -> Reply:
    code, sentence = REFUSALS[bad.fault]
    return Reply(code, f"{sentence}: {bad.where}" if bad.where else sentence)
