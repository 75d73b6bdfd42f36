"""Six digits to a telephone: ten minutes, five tries, once; they leave as messages do, and are readable nowhere."""

import re
from datetime import timedelta

import pytest
from pytest_django import Settings

from motcua.effects.codes import one_time
from motcua.effects.codes.models import OneTimeCode
from motcua.foundation.messaging import sending
from motcua.foundation.messaging.models import Message, State
from tests.world import MONDAY

pytestmark = pytest.mark.django_db
SUBJECT = "assistance 1"


@pytest.fixture(autouse=True)
def gateway(settings: Settings) -> None:
    """One is set up, and nobody listens there."""
    settings.ESMS_URL = "http://127.0.0.1:9"


def sent(subject: str = SUBJECT) -> str:
    one_time.send("0912000111", subject=subject, words=lambda code: f"Mã {code}", at=MONDAY)
    found = re.search(r"\d{6}", Message.objects.latest("pk").words.short)
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
    row, message = OneTimeCode.objects.get(), Message.objects.get()

    assert code not in row.code_hash
    assert len(row.code_hash) == 64
    assert b"0912000111" not in bytes(message.address_sealed)
    assert code.encode() not in bytes(message.words_sealed)


def test_a_code_that_nobody_can_type_any_more_is_not_sent() -> None:
    sent()
    message = Message.objects.get()
    sending.send(message.pk, at=MONDAY)
    message.refresh_from_db()
    assert message.state == State.FAILED_FOR_NOW

    sending.send(message.pk, at=MONDAY + one_time.LIFETIME)

    message.refresh_from_db()
    assert message.state == State.FAILED_FOR_EVER


def test_codes_that_ran_out_are_forgotten() -> None:
    sent()

    assert one_time.forget(before=MONDAY + one_time.LIFETIME) == 0
    assert one_time.forget(before=MONDAY + one_time.LIFETIME + timedelta(seconds=1)) == 1


def test_without_a_gateway_there_are_no_codes(settings: Settings) -> None:
    settings.ESMS_URL = ""

    assert not one_time.is_open()
    with pytest.raises(one_time.NoChannel):
        sent()
    assert not Message.objects.exists()
