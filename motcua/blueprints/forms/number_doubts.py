"""A personal number tells century, sex and birth year. Where the form says otherwise, one of the two may be misread.

Never a fault: numbers are given by the police, and forms are filled in by people. NĐ 137/2015/NĐ-CP art. 13.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.definition import Field, Form
from motcua.blueprints.forms.problems import Problem, doubtful
from motcua.foundation.accounts.identity_card import personal_number
from motcua.foundation.accounts.models import Gender
from motcua.foundation.text.folding import fold

#: The words by which keys ask for the number, and for what the number says of its person.
_NUMBER_WORDS = ("so_dinh_danh", "sdd")
_GENDERS = {"nam": Gender.MALE, "nu": Gender.FEMALE}
_YEAR = 4

_PLACE = _("Ba số đầu của %(label)s không phải mã của tỉnh hay nước nào. Ông/bà xem lại số trên thẻ căn cước.")
_BIRTH = _("Theo %(label)s thì sinh năm %(year)s, khác ngày sinh đã điền. Ông/bà xem lại; nếu đúng thì vẫn nộp được.")
_SEX = _("Theo %(label)s thì giới tính khác mục đã chọn. Ông/bà xem lại; nếu đúng thì vẫn nộp được.")

#: Provinces as they were numbered when the numbers were given; from 101 on stand countries (TT 59/2021/TT-BCA).
_PLACES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042"
    " 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087"
    " 089 091 092 093 094 095 096"
)
_PROVINCES = frozenset(_PLACES.split())
_FIRST_COUNTRY = "101"


def doubts(form: Form, asked: Field, answers: Mapping[str, Any]) -> list[Problem]:
    """What the number says against itself or against the answers beside it."""
    number = answers.get(asked.key)
    if asked.type != "personal_id" or not isinstance(number, str) or not personal_number.is_number(number):
        return []
    return list(_doubts(form, asked, number, answers))


def _doubts(form: Form, asked: Field, number: str, answers: Mapping[str, Any]) -> Iterator[Problem]:
    if number[:3] not in _PROVINCES and number[:3] < _FIRST_COUNTRY:
        yield from doubtful(asked, "number_place", _PLACE)
    year = personal_number.birth_year(number)
    born = _beside(form, asked, "ngay_sinh")
    typed = str(answers.get(born.key) or "")[:_YEAR] if born is not None else ""
    if len(typed) == _YEAR and typed.isdecimal() and int(typed) != year:
        yield from doubtful(asked, "number_birth", _BIRTH, year=year)
    sex = _beside(form, asked, "gioi_tinh")
    chosen = sex.choices.get(str(answers.get(sex.key)), "") if sex is not None else ""
    if _GENDERS.get(fold(chosen), personal_number.gender(number)) is not personal_number.gender(number):
        yield from doubtful(asked, "number_sex", _SEX)


def _beside(form: Form, asked: Field, word: str) -> Field | None:
    """The field that asks the same person for something else: their keys differ in that word alone."""
    names = (asked.key.replace(own, word) for own in _NUMBER_WORDS if own in asked.key)
    return next((form.fields[name] for name in names if name in form.fields), None)
