"""Họ, chữ đệm, tên: kept as typed, inner spaces and marks included."""

import unicodedata
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types import text
from motcua.blueprints.forms.problems import Problem, wrong

#: Names of the peoples of Việt Nam and of foreigners: H'Hen, Saint-Exupéry, J. R.
_BESIDE_LETTERS = frozenset(" '’ʼ-.")


def _problems(field: Field, value: object, context: Context) -> list[Problem]:
    found = text.problems(field, value, context)
    if found:
        return found
    strange = next((letter for letter in str(value) if not _in_a_name(letter)), None)
    if strange is not None:
        sentence = _("Trong ô “%(label)s” có ký tự “%(character)s”. Chỉ dùng chữ cái, bỏ chữ số và ký tự đặc biệt.")
        return wrong(field, "characters", sentence, character=strange)
    if not any(letter.isalpha() for letter in str(value)):
        return wrong(field, "no_letter", _("Nhập %(label)s bằng chữ cái."))
    return []


def _in_a_name(letter: str) -> bool:
    return letter.isalpha() or letter in _BESIDE_LETTERS or unicodedata.category(letter) in ("Mn", "Lm")


TYPE = replace(text.TYPE, problems=_problems)
