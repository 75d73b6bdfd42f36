from datetime import timedelta

import pytest

from motcua.config import worker
from motcua.foundation import legal_time
from motcua.sites.ui.models import SignInTries


@pytest.mark.django_db
def test_each_night_old_tries_are_forgotten_and_fresh_ones_stay() -> None:
    now = legal_time.now()
    SignInTries.objects.create(key="old", tries=9, since=now - timedelta(days=1))
    SignInTries.objects.create(key="fresh", tries=9, since=now)

    worker.forget_tries(timestamp=0)

    assert list(SignInTries.objects.values_list("key", flat=True)) == ["fresh"]
