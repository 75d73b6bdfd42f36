"""The national portal delivers twice at the same moment, and two workers take the same thing in: it is one dossier."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection

from motcua.dossiers.models import Dossier
from motcua.effects.national_portal import arrivals
from motcua.effects.national_portal.arrival_models import Arrival, ArrivedMessage, Became, FiledThere
from tests.arriving import body, brought, door, item
from tests.world import TUESDAY, World

__all__ = ["door"]
pytestmark = pytest.mark.usefixtures("door")
AT_ONCE = 8


def together(act: Callable[[int], object], count: int = AT_ONCE) -> list[object]:
    def one(number: int) -> object:
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def test_a_message_that_comes_eight_times_at_once_is_one(committed_world: World) -> None:
    answers = together(lambda _number: brought(body(item()))["error_code"])

    assert answers == ["0"] * AT_ONCE
    assert ArrivedMessage.objects.count() == 1
    assert Arrival.objects.get().deliveries == AT_ONCE


def test_eight_workers_make_one_dossier_of_it(committed_world: World) -> None:
    brought(body(item()))
    message = ArrivedMessage.objects.get().pk

    together(lambda _number: _take_in(message))

    there = FiledThere.objects.get()
    assert (there.dossier.filings.count(), there.dossier.events.count()) == (1, 1)
    assert Arrival.objects.get().became == Became.TAKEN_IN


def test_two_different_messages_about_one_dossier_make_one(committed_world: World) -> None:
    """The queue takes them one after the other; were that to fail, the database would not let a second one be."""
    for words in ("Đăng ký khai sinh", "Đăng ký khai sinh cho con"):
        brought(body(item(TrichYeuHoSo=words)))
    first, second = ArrivedMessage.objects.order_by("pk").values_list("pk", flat=True)

    together(lambda number: _take_in((first, second)[number % 2]))
    for message in (first, second):
        _take_in(message)

    assert Dossier.objects.filter(filed_there__isnull=False).count() == FiledThere.objects.count() == 1
    assert sorted(Arrival.objects.values_list("became", flat=True)) == [Became.SET_ASIDE, Became.TAKEN_IN]


def _take_in(message: int) -> None:
    """What fails because another was quicker is tried again by the queue, and finds it done."""
    with suppress(IntegrityError, Arrival.DoesNotExist):
        arrivals.take_in(message, at=TUESDAY)
