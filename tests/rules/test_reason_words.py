"""What supervisors read as a reason is words, never what is stored."""

import pytest

from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import Action
from motcua.sites.desk.reports.reasons import reason_word


@pytest.mark.parametrize("ground", ["", "supplement", "of_another_time"])
def test_why_the_clock_stands_is_no_reason_of_the_officer(ground: str) -> None:
    assert reason_word(Action.REQUEST_SUPPLEMENT.value, ground) == "Lý do viết bằng lời"


def test_a_ground_that_was_chosen_is_told_in_its_words() -> None:
    assert "Quá thời hạn" in reason_word(Action.STOP.value, StopGround.NOT_COMPLETED.value)
