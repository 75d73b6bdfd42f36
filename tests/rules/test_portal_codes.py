"""Every value of ours has its code at each endpoint, and no map is read that leaves one out or invents one."""

from pathlib import Path

import pytest

from motcua.dossiers.rules.lifecycle import MOVES, Action, State
from motcua.effects.national_portal import codes, stand_in_checks, words
from motcua.effects.national_portal.codes import CodeMapIncomplete
from motcua.effects.registries.models import Register

TEXT = (Path(codes.__file__).parent / "code_maps" / "2025-07.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("version", [one.version for one in codes.all_maps()])
@pytest.mark.parametrize(("endpoint", "name"), [(e, n) for e, names in codes.OURS.items() for n in names])
def test_every_value_of_ours_maps(version: str, endpoint: str, name: str) -> None:
    dated = codes.map_of(version)
    values = codes.OURS[endpoint][name] - {State.DRAFT}

    if name == "register":
        assert dated.known(endpoint, name, sorted(values)) == ["7"], "nobody has published the others"
    else:
        assert all(dated.code(endpoint, name, value) for value in values)


def test_every_register_that_can_be_asked_stands_in_the_map() -> None:
    assert set(Register) == codes.OURS[codes.SYNC]["register"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('      stopped: "8"\n', ""),
        ('refused: "3"', 'refused: "11"'),
        ('refused: "3"', 'refused: "3"\n      forgotten: "3"'),
        ('refused: "3"', "refused: null"),
        ('post: "1", online: "0"', 'post: "1", online: "2"'),
        (", civil_status_db: null", ""),
        ("civil_status_db: null", 'civil_status_db: "8"'),
    ],
    ids=["left out", "none of theirs", "none of ours", "no code", "unknown way", "unsaid register", "guessed register"],
)
def test_a_map_that_is_not_whole_is_refused(before: str, after: str) -> None:
    assert before in TEXT

    with pytest.raises(CodeMapIncomplete):
        codes.read(TEXT.replace(before, after, 1))


def test_a_draft_is_not_told() -> None:
    with pytest.raises(AssertionError):
        codes.all_maps()[0].code(codes.SYNC, "status", State.DRAFT)


def test_every_act_that_is_told_has_its_words() -> None:
    assert set(words.ACTIONS) | words.UNTOLD == set(Action)
    assert not set(words.ACTIONS) & words.UNTOLD


def test_whatever_can_follow_here_may_follow_there() -> None:
    """The strict order of statuses, for every two acts of which one can follow the other."""
    dated = codes.all_maps()[0]
    told = [move for move in MOVES if move.action not in words.UNTOLD]
    refused = [
        (first.action, then.action)
        for first in told
        for then in told
        if first.target is then.source
        and not stand_in_checks.follows(
            dated.status(codes.SYNC, action=first.action, state=first.target),
            dated.status(codes.SYNC, action=then.action, state=then.target),
        )
    ]
    assert refused == []
