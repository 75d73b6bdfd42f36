"""Moments by law come from the database: a machine whose clock is wrong files nothing tomorrow."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.foundation import legal_time
from tests.world import World, account


def test_a_wrong_clock_of_the_machine_moves_no_filing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    true_now = legal_time.now()
    wrong: datetime = timezone.now() + timedelta(days=3)
    dossier = world.draft("1.001612")
    monkeypatch.setattr(timezone, "now", lambda: wrong)
    client = Client()
    client.force_login(account("lan"))

    client.post(reverse("portal:submission", kwargs={"uuid": dossier.uuid}), {"key": "one"})

    dossier.refresh_from_db()
    assert dossier.submitted_at is not None
    assert abs(dossier.submitted_at - true_now) < timedelta(hours=1)
    # Negative control: the clock that was handed in wrongly would have shown.
    assert abs(wrong - true_now) > timedelta(days=2)
