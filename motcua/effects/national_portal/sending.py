"""Send what waits, dossier by dossier, each in the order of its line. Nothing is held in a transaction meanwhile."""

import hashlib
import json
import logging
from datetime import datetime

from django.conf import settings

from motcua.effects.national_portal import client, ledger, mapping, wire
from motcua.effects.national_portal.codes import ANSWER, PROGRESS, SYNC, map_of, map_on
from motcua.effects.national_portal.mapping import Item
from motcua.effects.national_portal.models import Message, Operation, Stage, Standing
from motcua.effects.national_portal.picture import picture
from motcua.effects.national_portal.wire import PortalDown, PortalSaysNo, Reply
from motcua.foundation.breaker import Breaker
from motcua.foundation.calendar.arithmetic import legal_day

#: So many dossiers in one go of the sweep; the next go comes in a minute.
AT_ONCE = 500
_log = logging.getLogger(__name__)
#: While nobody answers, one message asks and the others wait.
_breaker = Breaker()
_NOT_MADE = "không lập được bản tin"


def send_due(*, at: datetime, most: int = AT_ONCE) -> int:
    """Whatever can move now; gives how many messages were accepted. A portal that is down is noticed at once."""
    if not client.is_connected() or _breaker.is_open(at):
        return 0
    sent = 0
    for dossier_id in ledger.due(at=at, most=most):
        sent += send(dossier_id, at=at)
        if _breaker.is_open(at):
            break
    return sent


def send(dossier_id: int, *, at: datetime) -> int:
    """The dossier's line, until it is empty or has to wait; gives how many messages were accepted."""
    accepted = 0
    while client.is_connected() and not _breaker.is_open(at):
        message = ledger.claim(dossier_id, at=at)
        if message is None:
            break
        stage = _send(message, at=at)
        accepted += stage is Stage.ACCEPTED
        if stage in (Stage.SENT, Stage.REFUSED):
            break
    return accepted


def made(message: Message) -> Item:
    """What the message says. Made again it says the same."""
    told, codes = picture(message.event, as_of=message.as_of), map_of(message.code_map)
    if message.operation == Operation.PROGRESS:
        return mapping.progress_item(told, codes)
    if message.operation == Operation.ANSWER:
        return mapping.answer_item(told, codes)
    return mapping.dossier_item(told, codes, version=message.version)


def as_it_is(dossier_id: int, *, at: datetime) -> Item:
    """The whole dossier as we would tell it at this moment."""
    event = ledger.last_told(dossier_id)
    assert event is not None, "every dossier that was filed has an event to tell"
    codes = map_on(legal_day(event.happened_at))
    return mapping.dossier_item(picture(event, as_of=at), codes, version=settings.NATIONAL_PORTAL_VERSION)


def content_hash(item: Item) -> str:
    content = json.dumps(item.content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def forget() -> None:
    """Where a test ends: the next portal is another one."""
    _breaker.note_answer()


def _send(message: Message, *, at: datetime) -> Stage:
    try:
        item = made(message)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one dossier holds up no other
        # Its kind alone: what it says may quote the dossier.
        _log.warning("portal message %s could not be made: %s", message.pk, type(error).__name__)
        return ledger.refused(message, answer=_NOT_MADE, at=at)
    Message.objects.filter(pk=message.pk).update(content_hash=content_hash(item), cut=list(item.cut))
    try:
        answered = _tell(message, item)
    except PortalDown:
        _breaker.note_failure(at)
        ledger.unanswered(message, at=at)
        return Stage.SENT
    except PortalSaysNo as refusal:
        _breaker.note_answer()
        return ledger.refused(message, answer=refusal.answer, at=at)
    _breaker.note_answer()
    if not answered.is_good:
        return ledger.refused(message, answer=answered.masked, at=at)
    ledger.accepted(message, answer=answered.masked, at=at)
    return Stage.ACCEPTED


def _tell(message: Message, item: Item) -> Reply:
    if message.operation == Operation.PROGRESS:
        return client.call(PROGRESS, wire.one(item.content))
    if message.operation == Operation.ANSWER:
        return client.call(ANSWER, wire.answer(item.content))
    return _sync(message, item)


def _sync(message: Message, item: Item) -> Reply:
    """New or an update, as we know it; the portal knows better, and then it is told again the other way."""
    is_update = Standing.objects.filter(dossier=message.dossier_id, known_since__isnull=False).exists()
    answered = client.call(SYNC, wire.sync(item.content, is_update=is_update))
    if (answered.is_known and not is_update) or (answered.is_unknown and is_update):
        return client.call(SYNC, wire.sync(item.content, is_update=not is_update))
    return answered
