"""What a personal number says of itself (NĐ 137/2015/NĐ-CP art. 13).

Three digits of place, one of century and sex, two of the birth year, six by chance. There is no check digit.
"""

import re

from motcua.foundation.accounts.models import Gender

_SHAPE = re.compile(r"[0-9]{12}")
_CENTURY_AND_SEX = 3
_FIRST_CENTURY = 1900


def is_number(text: str) -> bool:
    return _SHAPE.fullmatch(text) is not None


def birth_year(number: str) -> int:
    """0 and 1 stand for the 20th century, 2 and 3 for the 21st, and so on."""
    return _FIRST_CENTURY + 100 * (int(number[_CENTURY_AND_SEX]) // 2) + int(number[4:6])


def gender(number: str) -> Gender:
    """Even for men, odd for women."""
    return Gender.FEMALE if int(number[_CENTURY_AND_SEX]) % 2 else Gender.MALE
