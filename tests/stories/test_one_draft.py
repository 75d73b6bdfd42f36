"""One draft for each person and procedure, however many devices press at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from motcua.dossiers.models import Dossier
from tests.doors import door
from tests.world import World

DEVICES = 4


@pytest.mark.django_db(transaction=True)
def test_pressing_start_on_several_devices_at_once_begins_one_draft(committed_world: World) -> None:
    together = Barrier(DEVICES)

    def press() -> str:
        try:
            client = door("lan")
            together.wait(timeout=30)
            return str(client.post("/procedures/1.001193/drafts")["Location"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(DEVICES) as devices:
        places = {each.result() for each in [devices.submit(press) for _ in range(DEVICES)]}

    assert Dossier.objects.count() == 1
    assert len(places) == 1
