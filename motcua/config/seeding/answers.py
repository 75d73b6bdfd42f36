"""Answers that a form accepts, made from the form itself: invented, and of no living person."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from motcua.blueprints.forms.answers import defaults, problems, visible_answers
from motcua.blueprints.forms.definition import AnsweredBy, Field, Form
from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day

#: Stands where the applicant's name will be.
NAME = "Ông bà Mẫu"
#: Each round answers what the one before had brought up.
_ROUNDS = 12
_HOME = {"province": "99", "commune": "99001", "detail": "12 phố Chợ"}
_MARKS = ("AB 123456", "AB123456", "AB 12345678", "12/2025", "0123456789")
_LINES = ("Theo giấy tờ kèm theo", "Như đã khai", "Sử dụng vào việc cá nhân", "Tổ 4, phường Minh Tân")


def invented_answers(form: Form, *, at: datetime, calendar: WorkingCalendar, channel: str, chance: Random) -> str:
    """What somebody might file, as JSON text with NAME where the applicant's name belongs."""
    today = legal_day(at)
    given = defaults(form)
    for asked in _asked(form):
        if asked.required:
            given[asked.key] = invented(asked, today=today, chance=chance)
    for _ in range(_ROUNDS):
        wrong = {
            each.field.partition("-")[0]
            for each in problems(form, given, at=at, calendar=calendar, channel=channel)
            if each.blocks
        }
        if not wrong:
            break
        for key in sorted(wrong):
            asked_again = form.fields.get(key) or form.fields.get(key.rpartition("_")[0])
            if asked_again is not None:
                given[asked_again.key] = invented(asked_again, today=today, chance=chance)
    shown = visible_answers(form, given, at=at, calendar=calendar, channel=channel)
    return json.dumps(shown, ensure_ascii=False, sort_keys=True)


def invented(asked: Field, *, today: date, chance: Random) -> Any:
    """One answer to one question."""
    if asked.type == "table":
        return [
            {
                column.key: invented(column, today=today, chance=chance)
                for column in asked.columns
                if column.required or column.type == "boolean"
            }
        ]
    if asked.options and asked.type != "boolean":
        chosen = chance.choice(asked.options).value
        return [chosen] if asked.type == "multiselect" else chosen
    return _BY_TYPE.get(asked.type, _line)(asked, today, chance)


def _asked(form: Form) -> list[Field]:
    officers = {question.key for question in form.questions if question.answered_by is not AnsweredBy.APPLICANT}
    return [each for each in form.fields.values() if each.computed is None and each.key not in officers]


def _line(asked: Field, _: date, chance: Random) -> str:
    line = chance.choice(_LINES if asked.pattern is None else _MARKS)
    return line[: asked.max_length]


def _day(asked: Field, today: date, chance: Random) -> str:
    ahead = asked.not_past or asked.after is not None
    # Ahead, lately, or the day on which somebody grown up or old was born: what a rule accepts shows when it is tried.
    first, last = (1, 300) if ahead else chance.choice(((-300, -1), (-18_000, -9_200), (-32_000, -28_000)))
    return (today + timedelta(days=chance.randint(first, last))).isoformat()


def _number(asked: Field, _: date, chance: Random) -> int:
    least = int(asked.minimum or 1)
    return least + chance.randrange(max(1, min(int(asked.maximum or least + 50) - least, 50)))


def _digits(first: str, count: int) -> Callable[[Field, date, Random], str]:
    return lambda _asked, _today, chance: (
        first + "".join(chance.choice("0123456789") for _ in range(count - len(first)))
    )


_BY_TYPE: Mapping[str, Callable[[Field, date, Random], Any]] = {
    "person_name": lambda *_: NAME,
    "boolean": lambda asked, _, __: "chinh" in asked.key,
    "declaration": lambda *_: True,
    "address": lambda *_: dict(_HOME),
    "admin_unit": lambda *_: {part: _HOME[part] for part in ("province", "commune")},
    "date": _day,
    "partial_date": lambda asked, today, chance: _day(asked, today, chance)[:4],
    "month": lambda asked, today, chance: _day(asked, today, chance)[:7],
    "day_month": lambda asked, today, chance: _day(asked, today, chance)[5:],
    "datetime": lambda asked, today, chance: f"{_day(asked, today, chance)}T08:30",
    "time": lambda *_: "08:30",
    "year": lambda _, today, chance: today.year - chance.randrange(1, 30),
    "integer": _number,
    "number": _number,
    "money": lambda _, __, chance: chance.randrange(10, 900) * 1_000_000,
    "personal_id": _digits("0990", 12),
    "phone": _digits("0912", 10),
    "tax_code": _digits("01", 10),
    "enterprise_code": _digits("01", 10),
    "bank_account": _digits("1", 12),
    "email": lambda *_: "nguoi.mau@example.vn",
    "url": lambda *_: "https://example.vn",
    "select": lambda *_: "VN",
    "lookup": lambda *_: "4711",
    "image": lambda *_: "anh-mau",
}
