"""What has become of parcels: read on from the last row, each row once; delivered by post is handed over."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.commands import decision, fees
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import SYSTEM
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.postal import client, mapping, wire
from motcua.effects.postal.models import Cursor, Direction, PostalOrder, PostalState, TrackingRow
from motcua.foundation.jobs.queue import enqueue, job

_NAME = "tracking"
#: So many pages in one go; the next go comes soon.
_MOST_PAGES = 50
_ENDS = (PostalState.DELIVERED, PostalState.CANCELLED)


def look(*, at: datetime) -> int:
    """Read on where it was left; gives how many rows were new. What the post cannot say now, it says next time."""
    new = 0
    for _page in range(_MOST_PAGES if client.is_connected() else 0):
        cursor, _is_first = Cursor.objects.get_or_create(name=_NAME)
        try:
            rows = client.tracking(after=cursor.last_id)
        except wire.PostDown:
            break
        new += sum(_note(row, at=at) for row in rows)
        if not rows or rows[-1].oid == cursor.last_id:
            break
        Cursor.objects.filter(name=_NAME).update(last_id=rows[-1].oid)
        if len(rows) < wire.PAGE:
            break
    return new


@transaction.atomic
def _note(row: wire.Row, *, at: datetime) -> bool:
    """Whether it was new and of a parcel of ours."""
    dossier = Dossier.objects.filter(postal_orders__number=row.number).select_for_update(of=("self",)).first()
    if dossier is None:
        return False
    order = PostalOrder.objects.select_for_update(of=("self",)).get(number=row.number)
    said = mapping.state_of(row.code)
    _noted, is_new = TrackingRow.objects.get_or_create(
        oid=row.oid[:24],
        defaults={
            "order": order,
            "code": row.code[:20],
            "text": row.text[:300],
            "stage": said or "",
            "noted_at": at,
        },
    )
    if is_new and said is not None and mapping.moves_on(order.stage, said):
        _move(order, said, dossier=dossier, at=at)
    return is_new


def _move(order: PostalOrder, said: PostalState, *, dossier: Dossier, at: datetime) -> None:
    order.stage = said
    order.ended_at = at if said in _ENDS else None
    order.save(update_fields=["stage", "ended_at"])
    if said is PostalState.DELIVERED and order.direction == Direction.RETURN:
        _deliver(dossier, order, at=at)


def _deliver(dossier: Dossier, order: PostalOrder, *, at: datetime) -> None:
    """In her hands. What the postman took goes into the money book first, and the dossier ends when that has paid."""
    if order.cod:
        enqueue("effects.paid_at_the_door", order_id=order.pk)
    _end(dossier, at=at)


@job("postal.end_paid")
def end_paid(*, duty_id: int) -> None:
    """The last sum is paid: a dossier whose result the post has brought ends. The proof is the row of the post."""
    brought = PostalOrder.objects.filter(dossier__duties=duty_id, direction=Direction.RETURN)
    order = brought.filter(stage=PostalState.DELIVERED).select_related("dossier").first()
    if order is not None and order.ended_at is not None:
        _end(order.dossier, at=order.ended_at)


def _end(dossier: Dossier, *, at: datetime) -> None:
    if dossier.state == State.RESULT_READY and not fees.unsettled(dossier):
        decision.deliver(dossier, actor=SYSTEM, at=at)
