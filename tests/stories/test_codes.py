"""Six digits to a telephone: ten minutes, five tries, once; and never a stand-in outside a demonstration."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from motcua.effects.codes import one_time, stand_in
from motcua.effects.codes.models import OneTimeCode, StandInMessage
from tests.world import MONDAY

pytestmark = pytest.mark.django_db
SUBJECT = "assistance 1"


def sent(subject: str = SUBJECT) -> str:
    one_time.send("0912000111", subject=subject, words=lambda code: f"Mã {code}", at=MONDAY)
    found = re.search(r"\d{6}", stand_in.newest()[0].text)
    assert found is not None
    return found[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_the_code_comes_back_once() -> None:
    code = sent()

    one_time.confirm(SUBJECT, typed=f" {code[:3]} {code[3:]} ", at=MONDAY)
    with pytest.raises(one_time.CodeSpent):
        one_time.confirm(SUBJECT, typed=code, at=MONDAY)


def test_after_ten_minutes_it_is_too_old() -> None:
    code = sent()

    with pytest.raises(one_time.CodeSpent):
        one_time.confirm(SUBJECT, typed=code, at=MONDAY + one_time.LIFETIME)
    one_time.confirm(SUBJECT, typed=code, at=MONDAY + one_time.LIFETIME - timedelta(seconds=1))


def test_five_wrong_tries_end_it_even_for_the_right_one() -> None:
    code = sent()

    for left in (4, 3, 2, 1):
        with pytest.raises(one_time.CodeWrong) as refused:
            one_time.confirm(SUBJECT, typed=wrong(code), at=MONDAY)
        assert refused.value.facts == {"left": left}
    with pytest.raises(one_time.CodeSpent):
        one_time.confirm(SUBJECT, typed=wrong(code), at=MONDAY)
    with pytest.raises(one_time.CodeSpent):
        one_time.confirm(SUBJECT, typed=code, at=MONDAY)


def test_a_new_code_makes_the_old_one_worthless() -> None:
    first = sent()
    second = sent()

    if first != second:
        with pytest.raises(one_time.CodeWrong):
            one_time.confirm(SUBJECT, typed=first, at=MONDAY)
    one_time.confirm(SUBJECT, typed=second, at=MONDAY)


def test_a_code_is_for_its_subject_alone() -> None:
    code = sent()

    with pytest.raises(one_time.CodeSpent):
        one_time.confirm("assistance 2", typed=code, at=MONDAY)


def test_a_telephone_is_not_rung_again_and_again() -> None:
    for _ in range(one_time.MOST_SENT):
        sent()

    with pytest.raises(one_time.TooManyCodes):
        sent()


def test_neither_code_nor_number_lies_readable() -> None:
    code = sent()
    row = OneTimeCode.objects.get()

    assert code not in row.code_hash
    assert len(row.code_hash) == 64
    assert b"0912000111" not in bytes(StandInMessage.objects.get().phone_sealed)


def test_codes_that_ran_out_are_forgotten() -> None:
    sent()

    assert one_time.forget(before=MONDAY + one_time.LIFETIME) == 0
    assert one_time.forget(before=MONDAY + one_time.LIFETIME + timedelta(seconds=1)) == 1


def test_outside_a_demonstration_there_is_no_stand_in(settings: Settings) -> None:
    settings.DEMO = False

    assert not one_time.is_open()
    with pytest.raises(one_time.NoChannel):
        sent()
    with pytest.raises(ImproperlyConfigured):
        stand_in.deliver("0912000111", text="Mã 123456", at=MONDAY)
    assert not StandInMessage.objects.exists()
