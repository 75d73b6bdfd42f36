"""Who sits at which window. An officer sits at one; what the window has in hand stays with the window."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from motcua.foundation.refusals import Refusal
from motcua.foundation.waiting_room.models import Window


class WindowTaken(Refusal):
    """Another officer sits at this window."""


class WindowClosed(Refusal):
    """The window was closed for good by whoever runs the hall."""


@transaction.atomic
def sit(window: Window, *, post_id: int) -> None:
    """Raises WindowTaken, WindowClosed."""
    locked = Window.objects.select_for_update(of=("self",)).get(pk=window.pk)
    if locked.closed_at is not None:
        raise WindowClosed
    if locked.post_id not in {None, post_id}:
        raise WindowTaken(number=locked.number)
    leave(post_id=post_id)
    Window.objects.filter(pk=window.pk).update(post_id=post_id)


def leave(*, post_id: int) -> None:
    Window.objects.filter(post_id=post_id).update(post=None)


def close(window: Window, *, at: datetime) -> None:
    """The number is not given again: yesterday's figures name it."""
    Window.objects.filter(pk=window.pk, closed_at=None).update(closed_at=at, post=None)


def open_windows(room_id: int) -> list[Window]:
    windows = Window.objects.filter(room_id=room_id, closed_at=None)
    return list(windows.select_related("post__account__person").order_by(F("number")))
