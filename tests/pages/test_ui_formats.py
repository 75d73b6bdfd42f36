"""Days, hours, money and sizes, as people here write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from motcua.dossiers.rules.lifecycle import Action, Role, State
from motcua.sites.ui import answers, formats, labels

#: A quarter to nine in Hà Nội, and the night before in Greenwich.
MORNING = datetime(2026, 11, 24, 1, 45, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("show", "value", "vietnamese", "english"),
    [
        (formats.day, date(2026, 11, 4), "04/11/2026", "4 November 2026"),
        (formats.day, NIGHT, "24/11/2026", "24 November 2026"),
        (formats.day, None, "", ""),
        (formats.weekday_day, MORNING, "thứ Ba 24/11/2026", "Tuesday 24 November 2026"),
        (formats.weekday_day, date(2026, 11, 22), "Chủ nhật 22/11/2026", "Sunday 22 November 2026"),
        (formats.hour, MORNING, "8 giờ 45", "8:45"),
        (formats.hour, MORNING + timedelta(hours=8, minutes=15), "17 giờ", "17:00"),
        (formats.hour, MORNING + timedelta(minutes=17), "9 giờ 02", "9:02"),
        (formats.moment, MORNING, "8 giờ 45, 24/11/2026", "8:45, 24 November 2026"),
        (formats.appointment, MORNING, "8 giờ 45, thứ Ba 24/11/2026", "8:45, Tuesday 24 November 2026"),
        (formats.dong, 16_000, "16.000 đồng", "16,000 dong"),
        (formats.dong, 0, "0 đồng", "0 dong"),
        (formats.size, 1_234_567, "1,2 MB", "1.2 MB"),
        (formats.size, 999, "999 byte", "999 byte"),
        (formats.size, 345_000, "345 kB", "345 kB"),
        (formats.size, 5_000_000_000, "5 GB", "5 GB"),
    ],
)
def test_a_value_is_written_in_the_reader_s_way(show: object, value: object, vietnamese: str, english: str) -> None:
    assert callable(show)
    with translation.override("vi"):
        assert show(value) == vietnamese
    with translation.override("en"):
        assert show(value) == english


@pytest.mark.parametrize(
    ("left", "word", "tone"),
    [
        (timedelta(days=3, hours=5), "Còn 3 ngày", "good"),
        (timedelta(hours=5), "Còn 5 giờ", "warn"),
        (timedelta(hours=2), "Còn 2 giờ", "bad"),
        (timedelta(minutes=20), "Còn chưa đến 1 giờ", "bad"),
        (timedelta(minutes=-20), "Quá hạn 1 giờ", "late"),
        (timedelta(days=-2), "Quá hạn 2 ngày", "late"),
    ],
)
def test_time_left_is_said_in_words_and_colour(left: timedelta, word: str, tone: str) -> None:
    shown = labels.due_label(MORNING + left, at=MORNING)

    assert (shown.word, shown.tone) == (word, tone)


def test_without_a_due_moment_the_clock_stands_still() -> None:
    assert labels.due_label(None, at=MORNING).word == "Tạm dừng tính giờ"


def test_every_state_act_and_role_has_its_word() -> None:
    assert set(labels.STATES) == set(State)
    assert set(labels.ACTIONS) == set(labels.BUTTONS) == set(Action)
    assert set(labels.ROLES) == set(Role)


def test_each_state_looks_different_from_its_neighbours() -> None:
    looks = {(label.tone, label.icon, str(label.citizen)) for label in labels.STATES.values()}

    assert len(looks) == len(State)


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("1995-03-05", ("5", "3", "1995", "")),
        ("2022", ("", "", "2022", "")),
        ("2026-11", ("", "11", "2026", "")),
        ("12-31", ("31", "12", "", "")),
        ("2026-11-21T08:45", ("21", "11", "2026", "08:45")),
        ("2062-13-45", ("45", "13", "2062", "")),
        ("-03-05", ("5", "3", "", "")),
        ("mai-x-", ("", "x", "mai", "")),
        (None, ("", "", "", "")),
    ],
)
def test_a_date_finds_its_boxes_even_when_it_is_none(value: str | None, parts: tuple[str, ...]) -> None:
    assert tuple(answers.date_parts(value)[part] for part in ("day", "month", "year", "time")) == parts
