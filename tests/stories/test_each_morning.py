"""The morning's work: what fails holds up nothing of the rest, and is not passed over in silence."""

from datetime import datetime

import pytest

from motcua.config import worker
from motcua.foundation import legal_time
from tests.world import TUESDAY, World


def test_what_fails_holds_up_nothing_of_the_rest_and_is_heard_of(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[datetime] = []

    def fails(*, at: datetime) -> None:
        raise ZeroDivisionError

    def works(*, at: datetime) -> None:
        done.append(at)

    monkeypatch.setattr(legal_time, "now", lambda: TUESDAY)
    monkeypatch.setattr(worker, "EACH_MORNING", (fails, works))

    with pytest.raises(ExceptionGroup) as failed:
        worker.each_morning(0)

    assert done == [TUESDAY]
    assert [type(error) for error in failed.value.exceptions] == [ZeroDivisionError]
